import type { Command } from 'commander'
import { UsageError } from '../exit-codes.ts'
import { positive } from '../options.ts'
import type { OutputOptions } from '../outputs.ts'

/** Options of `splitbrain grade` for many submissions. */
export interface ClassFlags extends OutputOptions {
  readonly out?: string
  readonly jobs?: number
  readonly shard?: string
  readonly resume?: boolean
}

/** Where and how a class is graded. */
export interface ClassOptions {
  /** The folder of the results. */
  readonly out: string
  /** Null: as many as there are cores. */
  readonly jobs: number | null
  /** `2/10`, `auto`; null: all. */
  readonly shard: string | null
  readonly isResumed: boolean
}

export function addClassOptions(command: Command): Command {
  return command
    .option(
      '--out <folder>',
      'grade a class: keep each result at once, and write all of them when the last is there',
    )
    .option('--jobs <n>', 'so many at a time, with --out (as many as there are cores)', positive)
    .option('--resume', 'go on with the results in --out; what has changed since is graded anew')
    .option('--shard <k/n>', 'only the k-th of n parts of the class, with --out; auto: as the scheduler says')
}

/** Null when there is no class to be graded. Throws `UsageError`. */
export function classOptionsOf(flags: ClassFlags): ClassOptions | null {
  const { out, jobs, shard, resume, format, json, junit } = flags
  if (out !== undefined) {
    const other = Object.entries({ format, json, junit }).find(([, value]) => value !== undefined)
    if (other !== undefined) {
      throw new UsageError(
        `--${other[0]} does not go with --out: the results of a class are in ${out}, as a table and as JSON`,
      )
    }
    return { out, jobs: jobs ?? null, shard: shard ?? null, isResumed: resume === true }
  }
  const alone = Object.entries({ jobs, shard, resume }).find(([, value]) => value !== undefined)
  if (alone === undefined) return null
  throw new UsageError(`--${alone[0]} is for a class: say with --out in which folder its results are kept`)
}
