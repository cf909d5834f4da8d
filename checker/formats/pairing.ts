import type { FailedOperation, Operation } from '../operation.ts'
import { malformed, show, type Malformed, type Place, type Recording } from './reading.ts'
import { fit, sortOfInput, sortOfOutput, type ModelName } from './vocabulary.ts'

/**
 * One event of a format that tells calls and returns. What closes a call says which calls it `closes`: as
 * `returned`, as `unknown` (the process is never heard of again), or as `failed` (it did not happen).
 */
export type PairedEvent<Input, Output> =
  | { readonly kind: 'invoke'; readonly process: string; readonly input: Input }
  | ({ readonly kind: 'returned'; readonly output: Output } & Closing<Input>)
  | ({ readonly kind: 'unknown' } & Closing<Input>)
  | ({ readonly kind: 'failed' } & Closing<Input>)

type Closing<Input> = { readonly process: string; readonly closes: (input: Input) => boolean }

/** Makes a history of events, which come in the order in which they happened. */
export type Pairing<Input, Output> = {
  /** `time` grows from event to event; `call` and `return` of the operations are such times. */
  readonly add: (event: PairedEvent<Input, Output>, time: number, place: Place) => Malformed | undefined
  /** Operations in the order of their calls. Calls that are still open are pending. */
  readonly end: () => Recording<Input, Output>
}

type Call<Input> = { readonly time: number; readonly input: Input; readonly place: Place }

export function pairing<Input extends object, Output extends object>(
  wanted: ModelName | undefined,
): Pairing<Input, Output> {
  const fitting = fit(wanted)
  const open = new Map<string, Call<Input>>()
  const lost = new Map<string, Call<Input>>()
  const operations = new Map<number, Operation<Input, Output> | FailedOperation<Input>>()

  const misfit = (input: Input, output: Output | undefined, place: Place): Malformed | undefined => {
    const expected = fitting.admit(
      sortOfInput(input),
      output === undefined ? undefined : sortOfOutput(output),
    )
    return expected === undefined ? undefined : malformed(place, expected, 'correct the line, or the model')
  }

  return {
    end: () => ({
      kind: 'history',
      operations: [...operations.values()],
      models: fitting.models(),
      initial: { kind: 'unsaid' },
    }),
    add: (event, time, place) => {
      const client = event.process
      const gone = lost.get(client)
      if (gone !== undefined) {
        const expected = `nothing more of process ${client}, whose call of line ${gone.place.line} was given up`
        return malformed(place, expected, 'let a new process go on')
      }
      const call = open.get(client)
      if (event.kind === 'invoke') {
        if (call !== undefined) {
          const expected = `the return of process ${client}'s call of line ${call.place.line}`
          return malformed(place, expected, 'a process has one call open at a time')
        }
        open.set(client, { time, input: event.input, place })
        operations.set(time, { kind: 'pending', client, input: event.input, call: time })
        return misfit(event.input, undefined, place)
      }
      if (call === undefined) {
        return malformed(place, `a call of process ${client} first`, 'a line before it seems to be missing')
      }
      const { input } = call
      if (!event.closes(input)) {
        const expected = `a line that closes ${show(call.place.came)} of line ${call.place.line}`
        return malformed(place, expected, 'a return repeats what its call asked for')
      }
      open.delete(client)
      const times = { call: call.time, return: time }
      switch (event.kind) {
        case 'unknown':
          lost.set(client, call)
          return undefined
        case 'failed':
          operations.set(call.time, { kind: 'failed', client, input, ...times })
          return undefined
        case 'returned':
          operations.set(call.time, { kind: 'returned', client, input, output: event.output, ...times })
          return misfit(input, event.output, place)
        default:
          return event satisfies never
      }
    },
  }
}

/** The recording, in which a key that is not there reads as `absent`; other models start as they always do. */
export function startingFrom<Input, Output>(
  absent: string | null,
  recording: Recording<Input, Output>,
): Recording<Input, Output> {
  return recording.models[0] === 'key-value'
    ? { ...recording, initial: { kind: 'said', value: absent } }
    : recording
}
