import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { accessSync, chmodSync, constants, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { hostname, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'sinfo'] as const

/** Debian puts the daemons where only root looks. */
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']

/** Which of Slurm's programs this machine lacks. */
export function missingPrograms(): readonly string[] {
  return programs.filter((name) => pathOf(name) === null)
}

function pathOf(name: string): string | null {
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A Slurm of one machine, which listens on the loopback interface alone and keeps everything in one folder. */
export interface Cluster {
  /** Submits a script and waits for the end of all of its tasks. */
  readonly batch: (script: string, cwd: string) => { readonly code: number | null; readonly said: string }
  readonly stop: () => Promise<void>
}

/** Starts munged, slurmctld and slurmd without systemd, as the user who asks. The folder's path must be short: it has a socket. */
export async function startSlurm(folder: string): Promise<Cluster> {
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name), { recursive: true })
  // munge trusts no folder that others may write to.
  chmodSync(folder, 0o755)
  writeFileSync(join(folder, 'munge.key'), randomBytes(1_024), { mode: 0o600 })
  const config = join(folder, 'slurm.conf')
  writeFileSync(config, await configIn(folder))
  const daemons: ChildProcess[] = []
  const start = (name: string, args: readonly string[]): void => {
    const log = openSync(join(folder, `${name}.out`), 'a')
    daemons.push(spawn(pathOf(name) ?? name, args, { stdio: ['ignore', log, log], cwd: folder }))
  }
  const files = ['socket', 'key-file', 'pid-file', 'seed-file'].map((name) => {
    return `--${name}=${join(folder, name === 'socket' ? 'munge.socket' : name === 'key-file' ? 'munge.key' : name)}`
  })
  start('munged', ['--foreground', '--force', ...files])
  const environment = { ...process.env, SLURM_CONF: config }
  const ask = (name: string, args: readonly string[], cwd: string): { code: number | null; said: string } => {
    const { status, stdout, stderr } = spawnSync(pathOf(name) ?? name, args, {
      cwd,
      env: environment,
      encoding: 'utf8',
    })
    return { code: status, said: stdout + stderr }
  }
  const stop = async (): Promise<void> => {
    for (const daemon of daemons.toReversed()) {
      const ended = daemon.exitCode === null && daemon.signalCode === null ? once(daemon, 'exit') : null
      daemon.kill('SIGTERM')
      if (ended !== null) await Promise.race([ended, delay(5_000)])
      daemon.kill('SIGKILL')
    }
  }
  await delay(1_000)
  start('slurmctld', ['-D', '-f', config])
  start('slurmd', ['-D', '-f', config])
  for (let waitedMs = 0; ; waitedMs += 500) {
    const { said } = ask('sinfo', ['--noheader', '--format=%T'], folder)
    if (said.trim() === 'idle') break
    if (waitedMs > 60_000) {
      await stop()
      throw new Error(`expected an idle node within a minute, found ${said} (logs in ${folder})`)
    }
    await delay(500)
  }
  return { batch: (script, cwd) => ask('sbatch', ['--wait', script], cwd), stop }
}

async function configIn(folder: string): Promise<string> {
  const host = hostname().split('.')[0] ?? 'localhost'
  const [controller, node] = [await freePort(), await freePort()]
  const { username } = userInfo()
  return `ClusterName=class
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=${username}
SlurmdUser=${username}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.socket
CredType=cred/munge
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SlurmctldPort=${controller}
SlurmdPort=${node}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
ReturnToService=2
NodeName=${host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=class Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  return address.port
}
