import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { BadClass } from './bad-class.ts'

/** Whoever works in a folder. */
interface Owner {
  readonly host: string
  readonly pid: number
}

export interface Lock {
  readonly release: () => void
}

const pattern = /^grading-(.+)-(\d+)\.lock$/

/** Whether it is a file of a lock, by its name. */
export function isLock(name: string): boolean {
  return pattern.test(name)
}

/** A folder for results. Throws `BadClass` where there is something else, or nobody may make one. */
export function makeFolder(out: string): void {
  try {
    mkdirSync(out, { recursive: true })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new BadClass(`cannot make the folder ${out} (${why}): name another one with --out`)
  }
}

/**
 * Keeps other graders out of a folder, as long as this process lives. Everyone puts up a file with his own name first, and
 * looks for others then: of two who come at once none may go on, and never both. One that was killed leaves its file, which
 * does not count where it can be seen that the process is dead: on the same machine. Throws `BadClass`.
 */
export function lockFolder(out: string): Lock {
  makeFolder(out)
  const own = { host: hostname(), pid: process.pid }
  const file = join(out, nameOf(own))
  writeFileSync(file, startOf(own.pid))
  const release = (): void => {
    process.off('exit', release)
    rmSync(file, { force: true })
  }
  process.on('exit', release)
  const other = ownersIn(out).find((owner) => !isSame(owner, own) && !isDead(out, owner))
  if (other === undefined) return { release }
  release()
  const { host, pid } = other
  const remedy =
    host === own.host
      ? 'wait for it, or stop it and say --resume'
      : `whether it is still at work cannot be seen from ${own.host}: if it is not, remove ${join(out, nameOf(other))}`
  throw new BadClass(
    `${out} is in use by the grader with the process id ${pid} on ${host}: ${remedy}, or name another folder with --out`,
  )
}

function ownersIn(out: string): readonly Owner[] {
  return readdirSync(out).flatMap((name) => {
    const [, host, pid] = pattern.exec(name) ?? []
    return host === undefined ? [] : [{ host: decodeURIComponent(host), pid: Number(pid) }]
  })
}

function nameOf({ host, pid }: Owner): string {
  return `grading-${encodeURIComponent(host)}-${pid}.lock`
}

function isSame(one: Owner, other: Owner): boolean {
  return one.host === other.host && one.pid === other.pid
}

/** What it has left is removed. */
function isDead(out: string, owner: Owner): boolean {
  if (owner.host !== hostname()) return false
  const file = join(out, nameOf(owner))
  if (isRunning(owner.pid) && !isReused(owner.pid, file)) return false
  rmSync(file, { force: true })
  return true
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Of another user: it may not be asked, and so it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether the number belongs to another process by now. Containers count theirs from 1 each time they start. */
function isReused(pid: number, file: string): boolean {
  const then = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const now = startOf(pid)
  return then !== '' && now !== '' && then !== now
}

/** When a process began, in ticks since the machine did; empty where the system does not say. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program is in parentheses and may have any character. The 22nd field is the 20th after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
