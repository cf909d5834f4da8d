import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { built } from '../../built.ts'
import { problem, type Problem } from '../problem.ts'
import { isWithoutFault } from './check.ts'

export interface TypeCheckLimits {
  /** In real time. A solution takes a second or two. */
  readonly msMax: number
  readonly heapMbMax: number
}

const usual: TypeCheckLimits = { msMax: 60_000, heapMbMax: 1_024 }

/**
 * What TypeScript has to say of a solution, with `file:line:column`: advice, since the behaviour is what is graded.
 * Takes a second or two; not for one that has not changed since it was found to be without fault. Nothing for a solution
 * in JavaScript. Types can be written that the compiler does not come to an end with: it works in a thread, and is given
 * up on.
 */
export async function typeCheck(path: string): Promise<readonly Problem[]> {
  return typeCheckWithin(path, usual)
}

/** The checks one after the other: to load the compiler takes longer than to check a solution. */
let last: Promise<unknown> = Promise.resolve()

export async function typeCheckWithin(path: string, limits: TypeCheckLimits): Promise<readonly Problem[]> {
  if (!/\.m?ts$/.test(path)) return []
  const file = realpathSync(resolve(path))
  if (isWithoutFault(file)) return []
  const mine = last.then(() => checkedIn(threadFor(limits), file, limits))
  last = mine
  return mine
}

let thread: Worker | null = null

function threadFor({ heapMbMax }: TypeCheckLimits): Worker {
  thread ??= new Worker(built('type-checker.js'), { resourceLimits: { maxOldGenerationSizeMb: heapMbMax } })
  return thread
}

/** Gives no advice where none is to be had. */
async function checkedIn(
  worker: Worker,
  file: string,
  { msMax }: TypeCheckLimits,
): Promise<readonly Problem[]> {
  const problems = await new Promise<readonly Problem[] | null>((resolveWith) => {
    const clock = setTimeout(() => end(null), msMax)
    const failed = (): void => end(null)
    const end = (said: readonly Problem[] | null): void => {
      clearTimeout(clock)
      worker.off('message', end)
      worker.off('error', failed)
      resolveWith(said)
    }
    worker.on('message', end)
    // Its memory is full, or the compiler has failed.
    worker.on('error', failed)
    worker.ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(file)
  })
  // It does not keep us from ending.
  worker.unref()
  if (problems !== null) return problems
  thread = null
  await worker.terminate()
  return [problem(null, 'TypeScript gives no advice: it did not come to an end with these types')]
}
