import { BadClass } from './bad-class.ts'

/** One of `count` parts of a class; `index` counts from 1. */
export interface Shard {
  readonly index: number
  readonly count: number
}

/** A shard, and what named it. */
export interface ChosenShard extends Shard {
  readonly from: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** The submissions of one shard: every `count`-th of the names in their order, which no machine sees differently. */
export function inShard<Named extends { readonly id: string }>(
  submissions: readonly Named[],
  { index, count }: Shard,
): readonly Named[] {
  const names = submissions.map(({ id }) => id).toSorted(byCodeUnits)
  const mine = new Set(names.filter((_, i) => i % count === index - 1))
  return submissions.filter(({ id }) => mine.has(id))
}

/** Which shard a submission belongs to, from 1. */
export function shardOf(id: string, submissions: readonly { readonly id: string }[], count: number): number {
  return (
    (submissions
      .map((submission) => submission.id)
      .toSorted(byCodeUnits)
      .indexOf(id) %
      count) +
    1
  )
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Reads `2/10`, `auto`, or `auto/10`. Throws `BadClass`. */
export function shardFrom(text: string, environment: Environment): ChosenShard {
  const named = /^(\d+)\/(\d+)$/.exec(text)
  if (named !== null)
    return { ...checked(Number(named[1]), Number(named[2]), `--shard ${text}`), from: `--shard ${text}` }
  const auto = /^auto(?:\/(\d+))?$/.exec(text)
  if (auto === null) {
    throw new BadClass(`--shard ${text}: expected K/N with K from 1 to N, such as 2/10, or auto, or auto/N`)
  }
  return fromEnvironment(auto[1] === undefined ? null : Number(auto[1]), environment)
}

function fromEnvironment(count: number | null, environment: Environment): ChosenShard {
  const known = schedulers.filter(({ variable }) => environment[variable] !== undefined)
  const [scheduler] = known
  if (scheduler === undefined) {
    throw new BadClass(
      `--shard auto: expected one of ${schedulers.map(({ variable }) => variable).join(', ')} in the environment, found ` +
        'none: start it as a task of an array, or say --shard K/N',
    )
  }
  if (known.length > 1) {
    throw new BadClass(
      `--shard auto: found ${known.map(({ variable }) => variable).join(' and ')} in the environment, which may name ` +
        'different shards: say --shard K/N',
    )
  }
  return scheduler.read(count, environment)
}

/** Those that start one command many times and tell each which one it is. */
const schedulers: readonly {
  readonly variable: string
  readonly read: (count: number | null, environment: Environment) => ChosenShard
}[] = [
  { variable: 'SLURM_ARRAY_TASK_ID', read: slurm },
  { variable: 'JOB_COMPLETION_INDEX', read: kubernetes },
  { variable: 'CI_NODE_INDEX', read: gitlab },
]

/** `sbatch --array=1-10`, or from any other first number, in steps too: the tasks must be evenly spaced. */
function slurm(count: number | null, environment: Environment): ChosenShard {
  const id = numberIn(environment, 'SLURM_ARRAY_TASK_ID')
  const tasks = numberIn(environment, 'SLURM_ARRAY_TASK_COUNT')
  const first = numberIn(environment, 'SLURM_ARRAY_TASK_MIN')
  const last = numberIn(environment, 'SLURM_ARRAY_TASK_MAX')
  const step = tasks === 1 ? 1 : (last - first) / (tasks - 1)
  const from = `SLURM_ARRAY_TASK_ID=${id}, task ${(id - first) / step + 1} of ${tasks}`
  if (count !== null && tasks !== count) {
    throw new BadClass(
      `--shard auto/${count}: expected an array of ${count} tasks, found ${tasks} (SLURM_ARRAY_TASK_COUNT): to run a ` +
        'part of an array again, say --shard K/N',
    )
  }
  if (!Number.isInteger(step) || !Number.isInteger((id - first) / step)) {
    throw new BadClass(
      `--shard auto: expected an array with evenly spaced tasks, such as --array=1-${tasks}, found ${tasks} tasks from ` +
        `${first} to ${last} with ${id} among them: say --shard K/N`,
    )
  }
  return { ...checked((id - first) / step + 1, tasks, from), from }
}

/** An indexed job: Kubernetes numbers its pods from 0 and does not tell them how many they are. */
function kubernetes(count: number | null, environment: Environment): ChosenShard {
  const index = numberIn(environment, 'JOB_COMPLETION_INDEX')
  if (count === null) {
    throw new BadClass(
      '--shard auto: JOB_COMPLETION_INDEX does not say how many pods there are: say --shard auto/N with the ' +
        'completions of the job',
    )
  }
  const from = `JOB_COMPLETION_INDEX=${index}, pod ${index + 1} of ${count}`
  return { ...checked(index + 1, count, from), from }
}

/** `parallel: 4` of GitLab. */
function gitlab(count: number | null, environment: Environment): ChosenShard {
  const index = numberIn(environment, 'CI_NODE_INDEX')
  const total = numberIn(environment, 'CI_NODE_TOTAL')
  if (count !== null && count !== total) {
    throw new BadClass(`--shard auto/${count}: CI_NODE_TOTAL is ${total}: expected the same number`)
  }
  const from = `CI_NODE_INDEX=${index}, job ${index} of ${total}`
  return { ...checked(index, total, from), from }
}

function numberIn(environment: Environment, variable: string): number {
  const text = environment[variable]
  const n = Number(text)
  if (text !== undefined && /^\d+$/.test(text) && Number.isSafeInteger(n)) return n
  throw new BadClass(
    `--shard auto: expected a whole number in ${variable}, found ${text === undefined ? 'nothing' : JSON.stringify(text)}: ` +
      'say --shard K/N',
  )
}

function checked(index: number, count: number, what: string): Shard {
  if (count >= 1 && index >= 1 && index <= count) return { index, count }
  throw new BadClass(`${what}: expected K/N with K from 1 to N, such as 2/10`)
}
