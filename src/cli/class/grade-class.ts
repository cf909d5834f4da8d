import { availableParallelism } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import {
  faultGrade,
  filesOf,
  gradeClass,
  graderVersion,
  inShard,
  keyOf,
  lockFolder,
  namesOf,
  openResults,
  planOf,
  removeResults,
  shardFrom,
  writeResults,
  type ChosenShard,
  type Journal,
  type Plan,
  type Result,
  type Submission,
} from '../../grade/class/index.ts'
import { allStoriesOf, gradeSolution, type GradeOptions } from '../../grade/index.ts'
import { exitCodes, UsageError, type ExitCode } from '../exit-codes.ts'
import { colours, counted, toStderr } from '../terminal.ts'
import type { ClassOptions } from './options.ts'
import { ClassLine } from './progress.ts'
import { reportFor } from './report.ts'
import { tellResults } from './tell.ts'

/** What one solution is graded by; plain data. */
export type Settings = Omit<GradeOptions, 'onProgress' | 'onItem'>

/** A submission, and what it is graded by. */
interface Member extends Submission {
  readonly settings: Settings
}

/** What all submissions are graded by, for people, and what each is graded by, given the labs whose contracts it names. */
interface ClassSettings {
  readonly told: Readonly<Record<string, string | number>>
  readonly of: (path: string, labs: readonly string[]) => Settings
}

/** Grades a class, or a shard of it. Throws `BadClass`. */
export async function gradeClassCommand(
  paths: readonly string[],
  options: ClassOptions,
  settings: ClassSettings,
): Promise<ExitCode> {
  const grader = graderVersion()
  const members = membersOf(paths, grader, settings.of)
  const shard = options.shard === null ? null : shardFrom(options.shard, process.env)
  const plan = planOf({ grader, settings: settings.told, submissions: members }, shard)
  const mine = shard === null ? members : inShard(members, shard)
  const lock = lockFolder(options.out)
  try {
    const journal = openResults(options.out, plan, options.isResumed ? 'yes' : 'no')
    tellBeginning(mine, journal, shard)
    return await gradeInto(journal, plan, mine, options)
  } finally {
    lock.release()
  }
}

async function gradeInto(
  journal: Journal,
  { grader, settings }: Plan,
  mine: readonly Member[],
  options: ClassOptions,
): Promise<ExitCode> {
  removeResults(options.out)
  const stopped = whenStopped(() => {
    const done = mine.filter(({ key }) => journal.isFinished(key)).length
    return `${done} of ${counted(mine.length, 'submission')} graded and kept in ${options.out}: the same command with --resume goes on`
  })
  const changed = await gradeMembers(mine, grader, options, journal)
  if (changed.length > 0) {
    stopped.release()
    const names = changed.map(({ id }) => id).join(', ')
    toStderr(
      `${colours.yellow('changed while they were graded:')} ${names}; no results were written: the same command with --resume grades them\n`,
    )
    return exitCodes.incomplete
  }
  const read = (key: string): Result => written(journal.read(key), key)
  writeResults(options.out, { grader, settings, submissions: mine }, read)
  stopped.release()
  return tellResults(options.out, mine, read)
}

function membersOf(
  paths: readonly string[],
  grader: string,
  settingsOf: ClassSettings['of'],
): readonly Member[] {
  const names = namesOf(paths)
  return paths.map((path, i) => {
    const id = names[i] ?? path
    const settings = settingsOf(path, filesOf(path).labs)
    return { id, path, settings, key: keyOf(id, path, grader, { ...settings }) }
  })
}

function tellBeginning(mine: readonly Member[], journal: Journal, shard: ChosenShard | null): void {
  const taken = mine.filter(({ key }) => journal.isFinished(key)).length
  const notes = [
    ...(shard === null ? [] : [`shard ${shard.index}/${shard.count} (${shard.from})`]),
    counted(mine.length, 'submission'),
    ...(taken === 0 ? [] : [`${taken} taken over`]),
    ...(journal.scraps === 0
      ? []
      : [`${counted(journal.scraps, 'line')} of a grader that was killed left alone`]),
  ]
  toStderr(`${notes.join(', ')}\n`)
}

async function gradeMembers(
  mine: readonly Member[],
  grader: string,
  { jobs }: ClassOptions,
  journal: Journal,
): Promise<readonly Submission[]> {
  const line = new ClassLine()
  const members = new Map(mine.map((member) => [member.key, member]))
  const memberOf = ({ key }: Submission): Member => written(members.get(key) ?? null, key)
  try {
    const { changed } = await gradeClass({
      submissions: mine,
      jobs: jobs ?? availableParallelism(),
      journal,
      grade: (submission) => gradeMember(memberOf(submission)),
      isUnchanged: ({ id, path, key }) => keyOf(id, path, grader, { ...members.get(key)?.settings }) === key,
      onProgress: (progress) => line.update(progress),
    })
    return changed
  } catch (error) {
    // The others are still at work, and nothing that they find could be kept either.
    toStderr(`\n${colours.red('error:')} ${messageOf(error)}: what was graded before is kept (--resume)\n`)
    process.exit(exitCodes.usage)
  } finally {
    line.clear()
  }
}

async function gradeMember({ id, path, settings }: Member): Promise<Pick<Result, 'grade' | 'report'>> {
  try {
    const grade = { ...(await gradeSolution(path, { ...settings, onProgress: () => {} })), solution: id }
    // Whoever stops us may have stopped its process first: then the grade is no result, and we are gone before it is kept.
    if (grade.status === 'cut short') await delay(stopGraceMs)
    return { grade, report: await reportFor(grade, path, allStoriesOf(settings)) }
  } catch (error) {
    if (error instanceof UsageError) throw error
    toStderr(
      `${colours.red(`splitbrain itself has failed on ${id}:`)}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    const grade = faultGrade(id, settings, messageOf(error))
    return { grade, report: await reportFor(grade, path, allStoriesOf(settings)) }
  }
}

const stopGraceMs = 500

/** The first line, without the names of this machine's folders. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return (message.split('\n')[0] ?? '').replaceAll(process.cwd(), '.')
}

/** Ends the process on the signals by which people and schedulers stop it; its children end with it. */
function whenStopped(describe: () => string): { readonly release: () => void } {
  const stop = (): void => {
    toStderr(`\n${colours.yellow('stopped:')} ${describe()}\n`)
    process.exit(exitCodes.interrupted)
  }
  for (const signal of stopSignals) process.on(signal, stop)
  return {
    release: () => {
      for (const signal of stopSignals) process.off(signal, stop)
    },
  }
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function written<T>(value: T | null, key: string): T {
  if (value !== null) return value
  throw new Error(`expected a submission with the key ${key}, found none`)
}
