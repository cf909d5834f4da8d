/**
 * One operation of a history: who called what, when, and what came of it.
 *
 * `call` and `return` are finite numbers in any one unit (ms, steps, line numbers): only their order counts,
 * and `call <= return`. The search does not read `client`; it is there for those who show a history.
 *
 * The interval [call, return] is **closed**: an operation that returns at 2 and one that is called at 2 are
 * concurrent, and either may come first. With half-open intervals a coarse clock would convict the innocent:
 *
 *   c1 reads the clock: 1, sends put(x)        c1's interval is [1, 2]
 *   c2 reads the clock: 2, sends get()         c2's interval is [2, 3]
 *   c1's put returns, c1 reads the clock: 2    (the clock has not moved on, but c2 was already under way)
 *   c2's get returns '', c2 reads the clock: 3 → legal, but not under [1, 2) and [2, 3)
 *
 * Source: Porcupine, model.go, `Operation`.
 */
export type Operation<Input, Output> = ReturnedOperation<Input, Output> | PendingOperation<Input>

/** An operation whose answer is known. */
export type ReturnedOperation<Input, Output> = {
  readonly kind: 'returned'
  readonly client: string
  readonly input: Input
  readonly output: Output
  readonly call: number
  readonly return: number
}

/**
 * An operation whose answer never came. It may take effect at any time after its call, or never: a
 * linearization may contain it or leave it out. Leaving it out must be allowed, it is not enough to let it
 * come last:
 *
 *   c1 calls dequeue() on an empty queue that makes its callers wait, and waits for ever
 *   c2 calls size() and gets 0                → linearizable as [size → 0]; the dequeue cannot even come last
 *
 * (Herlihy & Wing 1990: complete(H') drops the invocations that have no response.)
 */
export type PendingOperation<Input> = {
  readonly kind: 'pending'
  readonly client: string
  readonly input: Input
  readonly call: number
}

/**
 * An operation that is known not to have happened: it was refused before it could take effect, and will not
 * take effect later. It says nothing about any state, so the checker leaves it out; it is there so that a
 * recorded history can be kept, and shown, whole.
 */
export type FailedOperation<Input> = {
  readonly kind: 'failed'
  readonly client: string
  readonly input: Input
  readonly call: number
  readonly return: number
}

/** What a recorder writes down. */
export type History<Input, Output> = readonly (Operation<Input, Output> | FailedOperation<Input>)[]

/** Operations in the order in which they took effect. */
export type Sequence<Input, Output> = readonly Operation<Input, Output>[]

/**
 * A history told as events in the order in which they happened. `id` pairs a call with its return; a call
 * without a return is a pending operation.
 *
 * Source: Porcupine, model.go, `Event`.
 */
export type Event<Input, Output> = CallEvent<Input> | ReturnEvent<Output>

export type CallEvent<Input> = {
  readonly kind: 'call'
  readonly client: string
  readonly id: number
  readonly input: Input
}

export type ReturnEvent<Output> = {
  readonly kind: 'return'
  readonly client: string
  readonly id: number
  readonly output: Output
}

/**
 * The operations of a history of events, in the order of their calls; `call` and `return` are positions in
 * `events`. Throws when an id is called twice, or returns without a call, twice, or to another client.
 */
export function operationsOf<Input, Output>(
  events: readonly Event<Input, Output>[],
): readonly Operation<Input, Output>[] {
  const calls = new Map<number, { readonly event: CallEvent<Input>; readonly position: number }>()
  const operations = new Map<number, Operation<Input, Output>>()
  for (const [position, event] of events.entries()) {
    switch (event.kind) {
      case 'call':
        if (operations.has(event.id)) {
          throw new Error(
            `event ${position} calls id ${event.id} a second time: give every operation its own id`,
          )
        }
        calls.set(event.id, { event, position })
        operations.set(event.id, {
          kind: 'pending',
          client: event.client,
          input: event.input,
          call: position,
        })
        break
      case 'return': {
        const call = calls.get(event.id)
        if (call === undefined) {
          const what = `event ${position} returns id ${event.id}, which has no open call`
          throw new Error(`${what}: put the call first, and return once`)
        }
        const { client, input } = call.event
        if (client !== event.client) {
          const what = `event ${position} returns id ${event.id} to ${event.client}, but ${client} called it`
          throw new Error(`${what}: use one id a call`)
        }
        calls.delete(event.id)
        operations.set(event.id, {
          kind: 'returned',
          client,
          input,
          output: event.output,
          call: call.position,
          return: position,
        })
        break
      }
      default:
        event satisfies never
    }
  }
  return [...operations.values()]
}
