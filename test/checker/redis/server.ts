import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openClient } from './client.ts'

export const isRedisThere = spawnSync('redis-server', ['--version']).status === 0

export type RedisServer = { readonly port: number; readonly stop: () => Promise<void> }

const startsMax = 5
const triesMax = 200
const betweenTriesMs = 25

/** A Redis without persistence on a free port of the loopback device. */
export async function startRedis(...options: readonly string[]): Promise<RedisServer> {
  for (let start = 0; start < startsMax; start++) {
    const server = spawnRedis(await freePort(), options)
    if (await isAnswering(server.port)) return server
    // Another process may have taken the port in the meantime.
    await server.stop()
  }
  throw new Error(`expected redis-server to start, but it did not in ${startsMax} attempts`)
}

/**
 * The shell kills the server when its input ends: when `stop` ends it, or when this process dies, in whatever way.
 */
const script = 'redis-server "$@" >/dev/null & server=$!; cat >/dev/null; kill -9 $server; wait $server'

function spawnRedis(port: number, options: readonly string[]): RedisServer {
  const folder = mkdtempSync(join(tmpdir(), 'splitbrain-redis-'))
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
  const bare = ['--save', '', '--appendonly', 'no', '--repl-diskless-sync-delay', '0']
  const shell = spawn('sh', ['-c', script, 'sh', ...settings, ...bare, ...options], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const ended = new Promise((resolve) => shell.once('exit', resolve))
  return {
    port,
    stop: async () => {
      shell.stdin.end()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listening(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // The cast: a server that listens on TCP has an address of this kind.
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

async function isAnswering(port: number): Promise<boolean> {
  try {
    await eventually(async () => {
      const client = await openClient(port)
      const reply = await client.send('PING').finally(client.close)
      return reply === 'PONG'
    })
    return true
  } catch {
    return false
  }
}

/** Tries until it is so; an error counts as not yet. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < triesMax; tries++) {
    if (await isSo().catch(() => false)) return
    await new Promise((resolve) => setTimeout(resolve, betweenTriesMs))
  }
  throw new Error(`expected it to come true, but in ${triesMax} tries it did not: ${isSo.toString()}`)
}

export type Link = {
  readonly port: number
  /** What comes from the server is held back from now on. */
  readonly hold: () => void
  readonly release: () => void
  readonly close: () => Promise<void>
}

/** A network between a server and those who connect to it by this port: it can be slow, as networks are. */
export async function openLink(to: number): Promise<Link> {
  const sockets = new Set<Socket>()
  const upstreams = new Set<Socket>()
  let isHeld = false
  const server = createServer((downstream) => {
    const upstream = connect(to, '127.0.0.1')
    upstreams.add(upstream)
    upstream.on('data', (chunk) => downstream.write(chunk))
    downstream.on('data', (chunk) => upstream.write(chunk))
    if (isHeld) upstream.pause()
    for (const [socket, other] of [
      [upstream, downstream],
      [downstream, upstream],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => other.destroy())
    }
  })
  const port = await listening(server)
  return {
    port,
    hold: () => {
      isHeld = true
      for (const upstream of upstreams) upstream.pause()
    },
    release: () => {
      isHeld = false
      for (const upstream of upstreams) upstream.resume()
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
