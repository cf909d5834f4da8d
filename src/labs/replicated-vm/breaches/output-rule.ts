import {
  isAlone,
  isPrimary,
  type Facts,
  type LoggedEntry,
  type Made,
  type Released,
  type ServerFacts,
} from '../facts.ts'
import { earliest, inOrder, type Breach } from './breach.ts'

/**
 * An output leaves when the backup has acknowledged the log up to the instruction at which it was made: only then can it
 * get there, whatever happens to the primary. What an acknowledgement says must be true.
 * Source: CS 452 Primary/Backup, slides 45–46; Scales, Nelson & Venkitachalam 2010, §2.2.
 */
export function outputRuleBreach({ servers }: Facts): Breach | null {
  return earliest(
    servers.flatMap((facts) => [
      falseAcknowledgement(facts),
      ...(isPrimary(facts) ? facts.released.map((released) => earlyRelease(facts, released)) : []),
    ]),
  )
}

function earlyRelease(facts: ServerFacts, released: Released): Breach | null {
  const { server, acknowledged } = facts
  if (isAlone(facts, released.at)) return null
  const made = facts.made.find(({ output }) => output.number === released.number)
  // What no machine made is another matter: see `one-machine`.
  if (made === undefined || made.at > released.at) return null
  const needed = neededFor(facts, made, released.at)
  if (needed === null) {
    return {
      rule: 'output-rule',
      signature: 'released-without-a-log-entry',
      because:
        `${server} released output ${released.number}, made after ${made.output.count} instructions, ` +
        `but no entry of its log goes that far`,
      advice:
        'log the output itself: its entry tells the backup that it may run so far, and that nothing else happened before',
      entries: inOrder(made.at, released.at),
    }
  }
  if (acknowledged.some(({ at, position }) => at <= released.at && position >= needed)) return null
  return {
    rule: 'output-rule',
    signature: 'released-before-the-acknowledgement',
    because:
      `${server} released output ${released.number}, made after ${made.output.count} instructions, ` +
      `before its backup had acknowledged the log up to entry ${needed}`,
    advice: `hold the output until an acknowledgement of entry ${needed} or a later one arrives, or until the test-and-set is won`,
    entries: inOrder(made.at, released.at),
  }
}

/** The first entry that tells the backup of everything up to the output: all before it must have arrived, too. */
function neededFor({ sent }: ServerFacts, { output }: Made, until: number): number | null {
  let needed: number | null = null
  for (const [position, { at, entry }] of sent) {
    if (at <= until && entry.count >= output.count && position < (needed ?? Infinity)) needed = position
  }
  return needed
}

function falseAcknowledgement({ server, acknowledges, received }: ServerFacts): Breach | null {
  for (const { at, position } of acknowledges) {
    const missing = firstMissing(received, at, position)
    if (missing === null) continue
    return {
      rule: 'output-rule',
      signature: 'acknowledged-what-it-lacks',
      because: `${server} acknowledged the log up to entry ${position}, but entry ${missing} had not arrived`,
      advice: 'acknowledge the last position up to which no entry is missing',
      entries: [at],
    }
  }
  return null
}

function firstMissing(
  received: ReadonlyMap<number, LoggedEntry>,
  until: number,
  position: number,
): number | null {
  for (let each = 1; each <= position; each += 1) {
    const logged = received.get(each)
    if (logged === undefined || logged.at > until) return each
  }
  return null
}
