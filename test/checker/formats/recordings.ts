import fc from 'fast-check'
import type { FailedOperation, Operation } from '#checker'
import { shapes, type FieldType, type ModelName, type Shape } from '../../../checker/formats/vocabulary.ts'

export type AnyOperation = Operation<object, object> | FailedOperation<object>

/** What a log tells: a call, or what came of the call that its process has open. */
export type Event =
  | { readonly kind: 'call'; readonly process: string; readonly input: Fields }
  | { readonly kind: 'returned'; readonly process: string; readonly input: Fields; readonly output: Fields }
  | { readonly kind: 'failed' | 'unknown'; readonly process: string; readonly input: Fields }

export type Fields = { readonly kind: string } & Readonly<Record<string, unknown>>

/** How the values of a type are made; a format that has fewer brings its own. */
export type Values = Readonly<Record<FieldType, fc.Arbitrary<unknown>>>

const text = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.constantFrom('', 'x', 'é', '"', '\\', 'a,b', '\n', '\r\n', '}', '🙂'),
)
const whole = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.maxSafeInteger())

export const anyValues: Values = {
  text,
  'text?': fc.option(text),
  scalar: fc.oneof(text, whole, fc.boolean(), fc.constant(null)),
  whole,
  natural: fc.maxSafeNat(),
  truth: fc.boolean(),
  scalars: fc.array(fc.oneof(text, whole, fc.boolean(), fc.constant(null)), { maxLength: 3 }),
  amounts: fc.dictionary(
    fc.string({ minLength: 1, maxLength: 3 }).filter((name) => name !== '__proto__'),
    whole,
    { maxKeys: 3 },
  ),
}

type Turn = {
  readonly client: number
  readonly input: Fields
  readonly output: Fields
  readonly outcome: Outcome
}
type Outcome = 'returned' | 'failed' | 'unknown'

/** Events of a history of one model, in any order that clients with one call open at a time can make. */
export function events(
  shapesOfModel: readonly Shape[],
  values: Values,
  outcomes: readonly Outcome[],
): fc.Arbitrary<readonly Event[]> {
  const turn = fc.constantFrom(...shapesOfModel).chain((shape): fc.Arbitrary<Turn> => {
    const answer = fc.constantFrom(...shape.answers)
    return fc.record({
      client: fc.nat(3),
      outcome: fc.constantFrom(...outcomes),
      input: filled(shape.kind, shape.fields, values),
      output: answer.chain(([kind, fields]) => filled(kind, fields, values)),
    })
  })
  return fc.array(turn, { minLength: 1, maxLength: 12 }).map(eventsOf)
}

function filled(kind: string, fields: Shape['fields'], values: Values): fc.Arbitrary<Fields> {
  return fc
    .record(Object.fromEntries(fields.map(([name, type]) => [name, values[type]])))
    .map((made) => ({ kind, ...made }))
}

/** A client whose turn comes calls; at its next turn it hears of it. */
function eventsOf(turns: readonly Turn[]): readonly Event[] {
  const open = new Map<number, Turn>()
  const names = [0, 1, 2, 3]
  return turns.map((turn): Event => {
    const { client, input } = turn
    const process = String(names[client])
    const opened = open.get(client)
    if (opened === undefined) {
      open.set(client, turn)
      return { kind: 'call', process, input }
    }
    open.delete(client)
    if (opened.outcome === 'unknown') names[client] = (names[client] ?? 0) + 4
    return opened.outcome === 'returned'
      ? { kind: 'returned', process, input: opened.input, output: opened.output }
      : { kind: opened.outcome, process, input: opened.input }
  })
}

/** The history that the events tell, with the numbers of the events, from 1, as times. */
export function historyOf(events: readonly Event[]): readonly AnyOperation[] {
  const operations = new Map<number, AnyOperation>()
  const open = new Map<string, number>()
  for (const [position, event] of events.entries()) {
    const time = position + 1
    const { process: client, input } = event
    const call = open.get(client) ?? time
    if (event.kind === 'call') {
      open.set(client, time)
      operations.set(time, { kind: 'pending', client, input, call })
    } else open.delete(client)
    if (event.kind === 'failed') operations.set(call, { kind: 'failed', client, input, call, return: time })
    if (event.kind === 'returned') {
      operations.set(call, { kind: 'returned', client, input, output: event.output, call, return: time })
    }
  }
  return [...operations.values()]
}

export function shapesOf(model: ModelName): readonly Shape[] {
  return shapes.filter((shape) => shape.model === model)
}
