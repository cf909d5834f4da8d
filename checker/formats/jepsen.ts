import { EdnForms } from './edn-forms.ts'
import { printEdn, type Edn } from './edn.ts'
import { jepsenCalls } from './jepsen-calls.ts'
import { pairing, startingFrom } from './pairing.ts'
import { malformed, type Malformed, type Place, type Reader } from './reading.ts'
import type { ModelName } from './vocabulary.ts'

/** The fields of a Jepsen operation that say something here; undefined is one that is not there. */
export type JepsenOp = {
  readonly type: string
  readonly process: string
  readonly f: string
  readonly value: Edn
  readonly error: Edn
}

/**
 * Reads a `history.edn` of Jepsen: maps or records (`#jepsen.history.Op{…}`), one after the other or in one vector.
 *
 * Only operations of clients count, whose process is a number; those of the nemesis are passed over. The order
 * of the file is the order of events, as in Jepsen. `:ok` closes a call with its answer, `:info` leaves it
 * pending, and `:fail` says that it did not happen: also a compare-and-set, since in Jepsen `:fail` is no answer. `:index`
 * must grow, and the `:time` of a process must not run backwards.
 *
 * With `areErrorsAnswers`, as in Maelstrom's protocol, a read that fails because there is no such key has
 * answered so, and a compare-and-set that fails because of what is there has compared.
 *
 * Source: jepsen.history, `dense-history-pair-index`; Maelstrom, doc/protocol.md, "Errors".
 */
export function jepsenReader(
  wanted: ModelName | undefined,
  { areErrorsAnswers }: { readonly areErrorsAnswers: boolean },
): Reader<object, object> {
  const pairs = pairing<object, object>(wanted)
  const eventOf = jepsenCalls(areErrorsAnswers)
  const times = new Map<string, bigint | number>()
  let lastIndex: bigint | number | undefined
  let events = 0
  let passed = 0
  let problem: Malformed | undefined

  const take = (form: Edn, place: Place): Malformed | undefined => {
    const fields = fieldsOf(form)
    if (fields === undefined)
      return malformed(place, 'a map with :process, :type, :f and :value', 'take out what is no event')
    const [index, time, process] = [fields.get(':index'), fields.get(':time'), fields.get(':process')]
    if (isWhole(index)) {
      if (lastIndex !== undefined && index <= lastIndex) {
        return malformed(place, `an :index above ${lastIndex}`, 'each event comes once, in order')
      }
      lastIndex = index
    }
    if (process !== undefined && isNamed(process) && !/^\d/.test(nameOf(process))) {
      passed += 1
      return undefined
    }
    const op = opOf(fields)
    if (typeof op === 'string') return malformed(place, op, 'correct the event')
    const before = times.get(op.process)
    if (isWhole(time)) {
      if (before !== undefined && time < before) {
        return malformed(
          place,
          `a :time of process ${op.process} that is not below ${before}`,
          'time runs forward',
        )
      }
      times.set(op.process, time)
    }
    const event = eventOf(op)
    if (typeof event === 'string') return malformed(place, event, 'only what a model has can be checked')
    events += 1
    return pairs.add(event, events, place)
  }

  const forms = new EdnForms(take)
  return {
    push: (chunk) => {
      problem ??= forms.push(chunk)
      return problem === undefined
    },
    end: () => {
      problem ??= forms.end()
      if (problem !== undefined) return problem
      if (events > 0) return startingFrom(null, pairs.end())
      return malformed(
        { line: 1, column: 1, came: passed === 0 ? '' : passedOver(passed) },
        'an operation of a client, whose :process is a number',
        'a history has at least one',
      )
    },
  }
}

function passedOver(events: number): string {
  return `only ${events} ${events === 1 ? 'event' : 'events'} of the nemesis`
}

function fieldsOf(form: Edn): ReadonlyMap<string, Edn> | undefined {
  if (form === null || typeof form !== 'object') return undefined
  if (form.kind === 'tagged') return form.tag.endsWith('.Op') ? fieldsOf(form.value) : undefined
  if (form.kind !== 'map') return undefined
  return new Map(form.entries.map(([key, value]) => [printEdn(key), value]))
}

function opOf(fields: ReadonlyMap<string, Edn>): JepsenOp | string {
  const [type, f, process] = [fields.get(':type'), fields.get(':f'), fields.get(':process')]
  if (process === undefined || !isWhole(process))
    return 'a whole number, or a name such as :nemesis, as :process'
  if (type === undefined || !isNamed(type)) return 'one of :invoke, :ok, :fail and :info as :type'
  if (f === undefined || !isNamed(f)) return 'the name of a function as :f'
  return {
    type: nameOf(type),
    process: String(process),
    f: nameOf(f),
    value: fields.get(':value') ?? null,
    error: fields.get(':error') ?? null,
  }
}

function isWhole(value: Edn | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

/** A keyword, or the text that it has become on the way through another format. */
function isNamed(value: Edn): value is string | { kind: 'keyword'; text: string } {
  return (
    typeof value === 'string' || (typeof value === 'object' && value !== null && value.kind === 'keyword')
  )
}

function nameOf(value: string | { readonly text: string }): string {
  return typeof value === 'string' ? value : value.text
}
