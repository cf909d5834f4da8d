import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BadClass } from './bad-class.ts'
import { Journal } from './journal.ts'
import { isLock, makeFolder } from './lock.ts'
import type { Shard } from './shard.ts'
import { partial, writeWholeFile } from './whole-file.ts'

/** What a folder of results is of: the whole class, whichever part of it is graded there. Plain JSON. */
export interface Plan {
  readonly format: typeof format
  /** `graderVersion()`. */
  readonly grader: string
  /** What the submissions are graded by, for people: the keys tell exactly. */
  readonly settings: Readonly<Record<string, string | number>>
  /** Null: all of the class. */
  readonly shard: Shard | null
  /** Of the whole class, in the order in which they were given. */
  readonly submissions: readonly PlannedSubmission[]
}

export interface PlannedSubmission {
  readonly id: string
  readonly key: string
}

const format = 1
const planFile = 'class.json'
const journalFile = 'grades.jsonl'

export function planOf(
  { grader, settings, submissions }: Pick<Plan, 'grader' | 'settings' | 'submissions'>,
  shard: Shard | null,
): Plan {
  return {
    format,
    grader,
    settings,
    shard: shard === null ? null : { index: shard.index, count: shard.count },
    submissions: submissions.map(({ id, key }) => ({ id, key })),
  }
}

/**
 * Makes the folder ready for the results of a class, or goes on with what is in it. Throws `BadClass` where that would mix
 * two classes, or results with what is none.
 */
export function openResults(out: string, plan: Plan, resumed: 'yes' | 'no' | 'impossible'): Journal {
  // Left of a plan that was not written to its end: nothing came after it.
  const found = existsSync(out)
    ? readdirSync(out).filter((name) => name !== partial(planFile) && !isLock(name))
    : []
  if (found.length > 0 && resumed !== 'yes') {
    const goOn = resumed === 'no' ? 'say --resume to go on with the results in it, or name' : 'name'
    throw new BadClass(
      `${out} is not empty (${found.slice(0, 3).join(', ')}${found.length > 3 ? ', …' : ''}): ` +
        `${goOn} another folder with --out`,
    )
  }
  if (found.length > 0) {
    const { shard } = readPlan(out)
    if (shardText(shard) !== shardText(plan.shard)) {
      throw new BadClass(
        `${out} holds ${shardText(shard)}, and ${shardText(plan.shard)} is to be graded: name the same shard, or another ` +
          'folder with --out',
      )
    }
  }
  makeFolder(out)
  writePlan(out, plan)
  return openJournal(out)
}

function writePlan(out: string, plan: Plan): void {
  writeWholeFile(join(out, planFile), [`${JSON.stringify(plan, null, 2)}\n`])
}

export function openJournal(out: string): Journal {
  return new Journal(join(out, journalFile))
}

/** Throws `BadClass`. */
export function readPlan(out: string): Plan {
  const file = join(out, planFile)
  if (!existsSync(file)) {
    throw new BadClass(
      `${out} holds no results of a class: expected ${planFile} in it, found none; is it another folder?`,
    )
  }
  let plan: unknown
  try {
    plan = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new BadClass(`${file}: expected JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const isPlan =
    typeof plan === 'object' &&
    plan !== null &&
    'format' in plan &&
    plan.format === format &&
    'submissions' in plan
  // Nothing but this module writes it, and it is written whole.
  if (isPlan) return plan as Plan
  throw new BadClass(
    `${file}: expected the plan of a class in format ${format}: upgrade splitbrain, or grade again`,
  )
}

function shardText(shard: Shard | null): string {
  return shard === null ? 'a whole class' : `shard ${shard.index}/${shard.count}`
}
