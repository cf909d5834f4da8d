import type { FailedOperation, History, Operation } from '../operation.ts'

/** Writes down what clients of a real store ask and are told, as a history for `check`. */
export type Recorder<Input, Output> = {
  /**
   * Makes a call and records it. Settles as the call does, or rejects with `NoAnswer` when it takes too long.
   *
   * `input` and what the call resolves to are what the model is shown later; they are kept as they are, so
   * they must not be changed afterwards. A client that is called while one of its calls is open, or was left
   * unknown, is recorded under the name of another, `ann/2`: as far as the store is concerned it is one.
   */
  readonly run: (client: string, input: Input, call: () => Promise<Output>) => Promise<Output>

  /**
   * What was recorded so far, in the order of the calls. `call` and `return` number the events of this recorder
   * from 0: which of two came first, in this process, is all that linearizability asks, and no clock can
   * tell it as well. (So histories of two recorders cannot be put together.) A call that is still open is
   * pending.
   */
  readonly history: () => History<Input, Output>
}

export type RecorderOptions = {
  /**
   * A call that has no answer after this is recorded as pending: it may take effect later. That stays so even
   * when it is answered in the end, since by then its client was told that there is no answer. Without it,
   * calls may take as long as they like. No more than 2^31 − 1 counts, some 25 days.
   */
  readonly timeoutMs?: number

  /**
   * Does this error say for certain that the call had no effect, and never will (connection refused, invalid
   * argument)? Then it is recorded as failed. All other errors leave it open whether the store did what it
   * was asked to, so the call is recorded as pending. When in doubt, say no: a call that is wrongly taken to
   * have failed makes a correct store look wrong.
   */
  readonly isCertainFailure?: (error: unknown) => boolean
}

/** What `run` rejects with when `timeoutMs` have passed. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

export function createRecorder<Input, Output>({
  timeoutMs,
  isCertainFailure,
}: RecorderOptions): Recorder<Input, Output> {
  const operations: (Operation<Input, Output> | FailedOperation<Input>)[] = []
  const names = createNames()
  let events = 0

  async function run(client: string, input: Input, call: () => Promise<Output>): Promise<Output> {
    const name = names.take(client)
    const opened = { client: name, input, call: events++ }
    const index = operations.push({ kind: 'pending', ...opened }) - 1
    try {
      const output = await answerOf(call, timeoutMs, name)
      operations[index] = { kind: 'returned', ...opened, output, return: events++ }
      names.giveBack(client, name)
      return output
    } catch (error) {
      if (!(error instanceof NoAnswer) && isCertainFailure?.(error) === true) {
        operations[index] = { kind: 'failed', ...opened, return: events++ }
        names.giveBack(client, name)
      }
      throw error
    }
  }

  return { run, history: () => [...operations] }
}

function answerOf<Output>(
  call: () => Promise<Output>,
  timeoutMs: number | undefined,
  client: string,
): Promise<Output> {
  if (timeoutMs === undefined) return call()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => {
        reject(new NoAnswer(`${client} got no answer in ${timeoutMs} ms: recorded as pending`))
      },
      // A timer that is to take longer is over at once.
      Math.min(timeoutMs, 0x7fffffff),
    )
    const answered = async (): Promise<Output> => call()
    answered()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
  })
}

type Names = {
  /** The first name of a client that is not in use. */
  readonly take: (client: string) => string
  /** A name that is never given back belongs to a call that may be open for ever. */
  readonly giveBack: (client: string, name: string) => void
}

function createNames(): Names {
  const idle = new Map<string, string[]>()
  /** Another client may really have the name that a second one was to be given. */
  const taken = new Set<string>()
  return {
    take: (client) => {
      const known = idle.get(client)?.shift()
      if (known !== undefined) return known
      let name = client
      for (let count = 2; taken.has(name); count++) name = `${client}/${count}`
      taken.add(name)
      return name
    },
    giveBack: (client, name) => {
      idle.set(client, [name, ...(idle.get(client) ?? [])])
    },
  }
}
