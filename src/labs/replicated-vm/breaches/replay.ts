import { contentOf } from '../../../port/index.ts'
import { isAlone, isPrimary, type Facts, type Input, type ServerFacts } from '../facts.ts'
import { earliest, inOrder, type Breach } from './breach.ts'

/**
 * The backup's machine must be given what the primary's was given, in the same order and at the same instructions; then
 * it is in the same state after each input, since nothing else has a say in it. When it goes live it must have had all
 * that it has acknowledged; what it is given after that is its own affair.
 *
 * It may know an input before the primary's machine has taken it, if the log said so. What the backup's machine executes
 * ahead of the log is no mistake in itself: it is one as soon as an input comes too late for it.
 */
export function replayBreach({ servers }: Facts): Breach | null {
  const primary = servers.find(isPrimary)
  const backup = servers.find((facts) => !isPrimary(facts))
  if (primary === undefined || backup === undefined) return null
  // A state that was taken over has a history that nobody saw.
  const until = Math.min(backup.restoredAt ?? Infinity, primary.restoredAt ?? Infinity)
  const replayed = replayedInputs(backup).filter(({ at }) => at < until)
  return earliest(replayed.map((input, i) => breachOf(primary, backup, primary.inputs[i], input, i)))
}

/** What the backup's machine was given as a replica: all of it until it goes live, and what it has acknowledged. */
export function replayedInputs(backup: ServerFacts): readonly Input[] {
  const promised = inputsPromised(backup)
  return backup.inputs.filter(({ at }, i) => !isAlone(backup, at) || i < promised)
}

/** How many of the entries that the server has acknowledged are inputs. */
function inputsPromised({ acknowledges, received, wonAt }: ServerFacts): number {
  const last = Math.max(
    0,
    ...acknowledges.filter(({ at }) => at < (wonAt ?? Infinity)).map(({ position }) => position),
  )
  return [...received].filter(([position, { entry }]) => position <= last && entry.event.kind !== 'output')
    .length
}

function breachOf(
  primary: ServerFacts,
  backup: ServerFacts,
  given: Input | undefined,
  replayed: Input,
  i: number,
): Breach | null {
  const isLive = isAlone(backup, replayed.at)
  const isLed = given !== undefined && given.at <= replayed.at
  if (!isLed && !isLive && !isInLog(backup, replayed)) return inventedBreach(backup, replayed)
  if (given === undefined) return null
  const differs = differenceOf(given, replayed, isLive)
  if (differs === null) return null
  const inputs =
    `input ${i + 1} was ${nameOfInput(given)} for ${primary.server}, ` +
    `and for its backup ${backup.server} ${nameOfInput(replayed)}`
  const asking = differs.signature === 'another-state' ? askingOf(primary, backup, given, replayed) : null
  return {
    rule: 'replay',
    ...(asking === null ? differs : { signature: 'interrupt-at-a-question', advice: atOnce }),
    because: asking === null ? inputs : `${inputs}, too; but ${asking}`,
    entries: inOrder(given.at, replayed.at),
  }
}

/** Whether an entry like this had arrived at the server. */
function isInLog({ received }: ServerFacts, { at, count, event }: Input): boolean {
  const content = contentOf(event)
  for (const logged of received.values()) {
    if (logged.at <= at && logged.entry.count === count && contentOf(logged.entry.event) === content)
      return true
  }
  return false
}

function inventedBreach({ server, received }: ServerFacts, input: Input): Breach {
  const content = contentOf(input.event)
  const logged = [...received.values()].find(
    ({ at, entry }) => at <= input.at && contentOf(entry.event) === content,
  )
  if (logged !== undefined) {
    return {
      rule: 'replay',
      signature: 'interrupt-at-another-instruction',
      because: `${server} replayed ${nameOfInput(input)}; the log says that it hit after ${logged.entry.count}`,
      advice: exactly,
      entries: inOrder(logged.at, input.at),
    }
  }
  return {
    rule: 'replay',
    signature: `${input.event.kind}-of-its-own`,
    because: `${server} is the backup and gave its machine ${nameOfInput(input)}, which no log entry had told it`,
    advice:
      input.event.kind === 'interrupt'
        ? 'a backup raises the interrupts of the log and no others: its own clock and its own network card are not those of the machine until it has won the test-and-set'
        : 'a timestamp is an input, too: the primary decides it and logs its value, and the backup waits for the entry',
    entries: [input.at],
  }
}

const atOnce =
  'tell a machine the time as soon as it asks, before it is given anything else: a log entry says at which count an interrupt came, and cannot say on which side of the question'

/**
 * Which of the two machines had asked for the time when the same input came at the same count: asking is not counted, and
 * an interrupt that comes then is taken after the answer. Null where neither had, or both.
 */
function askingOf(primary: ServerFacts, backup: ServerFacts, given: Input, replayed: Input): string | null {
  const isAsked = given.stopped === 'timestamp'
  if (isAsked === (replayed.stopped === 'timestamp')) return null
  const [asking, other] = isAsked ? [primary, backup] : [backup, primary]
  return `the machine of ${asking.server} had asked for the time by then, and that of ${other.server} had not`
}

const exactly =
  'run the machine to exactly the count of the entry, not an instruction further, and raise the interrupt there'

function differenceOf(
  given: Input,
  replayed: Input,
  isLive: boolean,
): Pick<Breach, 'signature' | 'advice'> | null {
  const isSameEvent = contentOf(given.event) === contentOf(replayed.event)
  if (isSameEvent && given.count === replayed.count && given.digest === replayed.digest) return null
  if (isSameEvent) {
    return given.count === replayed.count
      ? {
          signature: 'another-state',
          advice: 'a machine is moved by the entries of the log and by nothing else',
        }
      : { signature: 'interrupt-at-another-instruction', advice: exactly }
  }
  if (isLive) {
    return {
      signature: 'acknowledged-entries-left-out',
      advice:
        'replay the log to its last entry before the machine goes live: what was acknowledged may have been answered',
    }
  }
  return given.event.kind === 'timestamp' && replayed.event.kind === 'timestamp'
    ? {
        signature: 'another-timestamp',
        advice: 'the value of a timestamp is an input: log it, and replay that value',
      }
    : {
        signature: 'another-input',
        advice: 'log every input, and replay the entries in the order of their positions',
      }
}

function nameOfInput({ count, event }: Input): string {
  const what =
    event.kind === 'timestamp'
      ? `the time ${event.value}`
      : event.interrupt.device === 'timer'
        ? 'a timer interrupt'
        : 'a packet'
  return `${what} after ${count} instructions`
}
