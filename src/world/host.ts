import {
  copyAgain,
  copyPlain,
  Forbidden,
  NotPlain,
  type Address,
  type ClientNode,
  type ClientOut,
  type Guard,
  type Message,
  type Node,
} from '../port/index.ts'
import type { Effect, Offence } from '../trace/index.ts'
import { frozen } from './frozen.ts'
import { nameOf, offenceOf, offenceOfOverflow, offenceOfReturn, show, type Occurrence } from './offences.ts'
import { Timers } from './timers.ts'
import { Wholly } from './wholly.ts'

const sendsPerHandlerMax = 1_000
const timersPerHandlerMax = 1_000
/** Of the application, which no handler needs so often: a log that is replayed has some hundred entries. */
const asksPerHandlerMax = 10_000
/** Characters of commands and snapshots that go to the application and come from it. */
const askedLengthPerHandlerMax = 10_000_000

/** What a host asks of its world. */
export interface Surroundings {
  readonly guard: Guard
  readonly emit: (effect: Effect) => void
  readonly isAddress: (to: unknown) => boolean
}

/** One node of a world, with its timers. It lets the node's code run, one handler at a time, and ends its offences. */
export class Host {
  /** Idle until it has been made: its constructor is run under watch, too. */
  node: Node | ClientNode = { start() {}, receive() {}, timer() {} }
  readonly timers = new Timers()
  up = true
  /** Clients: whether a command is outstanding. */
  busy = false
  readonly #out: ClientOut
  #inHandler = false
  #isLookedAt = false
  #sends = 0
  #timersSet = 0
  #asks = 0
  #askedLength = 0
  #broken: Forbidden | null = null
  readonly #wholly = new Wholly()

  constructor(
    readonly address: Address,
    readonly surroundings: Surroundings,
  ) {
    const wholly = this.#wholly.run
    // Nothing can be kept there: the state of a node is its fields.
    this.#out = frozen<ClientOut>({
      send: (to, message) => this.#sendWholly(to, message),
      setTimer: (name, afterMs) => this.#setTimerWholly(name, afterMs),
      cancelTimer: (name) => wholly(() => this.#cancelTimer(name)),
      finish: (result) => wholly(() => this.#finish(result)),
    })
  }

  crash(): void {
    this.up = false
    this.timers.clear()
  }

  /** Runs the handler for what happens to the node, to its end. Returns what it did that no handler may do, or null. */
  handle(occurrence: Occurrence): Offence | null {
    this.#enter()
    try {
      return this.#leave(this.#call(occurrence), occurrence)
    } catch (error) {
      return this.#caught(error, occurrence)
    } finally {
      this.#inHandler = false
    }
  }

  /** The same for code of the solution that is no handler. `name` is what it is called in an offence. */
  run(name: string, call: (out: ClientOut) => unknown): Offence | null {
    this.#enter()
    try {
      return this.#leave(call(this.#out), name)
    } catch (error) {
      return this.#caught(error, name)
    } finally {
      this.#inHandler = false
    }
  }

  /** Runs what the node asks of its application. */
  get wholly(): Wholly['run'] {
    return this.#wholly.run
  }

  /** Called for each thing that the node asks of its application: `app.execute`, of that length. Throws. */
  readonly spend = (what: string, length: number): void => {
    if (this.#isLookedAt) this.#mustBeInHandler(what)
    this.#asks += 1
    this.#askedLength += length
    if (this.#asks > asksPerHandlerMax)
      this.#forbid(
        'too-much',
        `${what}: the application was asked more than ${asksPerHandlerMax} times in one handler`,
      )
    if (this.#askedLength > askedLengthPerHandlerMax)
      this.#forbid(
        'too-much',
        `${what}: more than ${askedLengthPerHandlerMax} characters of commands and snapshots in one handler`,
      )
  }

  /** The same for a look at the node's fields, which may be getters: they may not ask for anything. */
  look(call: () => void): Offence | null {
    this.#isLookedAt = true
    try {
      return this.run('fields', call)
    } finally {
      this.#isLookedAt = false
    }
  }

  #enter(): void {
    this.#inHandler = !this.#isLookedAt
    this.#sends = 0
    this.#timersSet = 0
    this.#asks = 0
    this.#askedLength = 0
    this.#wholly.reset()
    this.#broken = null
    this.surroundings.guard.enter()
  }

  #call(occurrence: Occurrence): unknown {
    const { node } = this
    switch (occurrence.kind) {
      case 'deliver':
        return node.receive(copyAgain(occurrence.message), occurrence.from, this.#out)
      case 'timer':
        this.timers.delete(occurrence.name)
        return node.timer(occurrence.name, this.#out)
      case 'invoke':
        this.busy = true
        // Only clients are invoked, and `createClient` made them.
        return (node as ClientNode).submit(copyPlain(occurrence.command), this.#out)
      case 'start':
      case 'join':
        return node.start?.(this.#out)
      default:
        return occurrence satisfies never
    }
  }

  #leave(returned: unknown, what: Occurrence | string): Offence | null {
    const { guard } = this.surroundings
    const offence = returned === undefined ? null : offenceOfReturn(returned, nameOf(what))
    const forbidden = guard.leave() ?? this.#broken
    if (forbidden !== null) return offenceOf(forbidden, nameOf(what), guard)
    const { halfDone } = this.#wholly
    return halfDone === null ? offence : offenceOfOverflow(halfDone.error, nameOf(what), guard)
  }

  /** To look at what was thrown may run code of the solution, so that the guard leaves when it has been seen. */
  #caught(error: unknown, what: Occurrence | string): Offence {
    const { guard } = this.surroundings
    const offence = offenceOf(this.#broken ?? error, nameOf(what), guard)
    const forbidden = guard.leave()
    return forbidden === null ? offence : offenceOf(forbidden, nameOf(what), guard)
  }

  /** Remembers what was forbidden, so that catching the error does not undo it. */
  #forbid(kind: Forbidden['offence'], message: string): never {
    this.#broken ??= Object.freeze(new Forbidden(kind, message))
    throw this.#broken
  }

  #mustBeInHandler(what: string): void {
    if (this.#inHandler) return
    this.#forbid(
      'late',
      `${what} was called after the handler had returned; a handler does everything before it returns`,
    )
  }

  // These two are `wholly.run` written out, with no function to be made: they are called at nearly every step.

  #sendWholly(to: Address, message: Message): void {
    this.#wholly.begun += 1
    try {
      this.#send(to, message)
    } catch (error) {
      this.#wholly.end(error)
      throw error
    }
    this.#wholly.begun -= 1
  }

  #setTimerWholly(name: string, afterMs: number): void {
    this.#wholly.begun += 1
    try {
      this.#setTimer(name, afterMs)
    } catch (error) {
      this.#wholly.end(error)
      throw error
    }
    this.#wholly.begun -= 1
  }

  #send(to: Address, message: Message): void {
    this.#mustBeInHandler('out.send')
    if (!this.surroundings.isAddress(to)) {
      this.#forbid(
        'bad-argument',
        `out.send: expected the address of a node as the first argument, found ${String(to)}`,
      )
    }
    this.#sends += 1
    if (this.#sends > sendsPerHandlerMax) {
      this.#forbid('too-much', `out.send: more than ${sendsPerHandlerMax} messages from one handler`)
    }
    this.surroundings.emit({ kind: 'sent', from: this.address, to, message: this.#copyMessage(message) })
  }

  #copyMessage(message: Message): Message {
    if (typeof message !== 'object' || message === null || typeof message.kind !== 'string') {
      this.#forbid(
        'bad-argument',
        `out.send: expected a message, a plain object with a string \`kind\`, found ${show(message)}`,
      )
    }
    try {
      return copyPlain(message)
    } catch (error) {
      if (!(error instanceof NotPlain)) throw error
      return this.#forbid('not-plain', `out.send: in ${message.kind}: ${error.message}`)
    }
  }

  #setTimer(name: string, afterMs: number): void {
    this.#mustBeInHandler('out.setTimer')
    if (typeof name !== 'string')
      this.#forbid('bad-argument', `out.setTimer: expected a name, found ${show(name)}`)
    if (typeof afterMs !== 'number' || !(afterMs > 0) || !Number.isFinite(afterMs)) {
      this.#forbid(
        'bad-argument',
        `out.setTimer('${name}', …): expected milliseconds greater than 0, found ${show(afterMs)}`,
      )
    }
    this.#timersSet += 1
    if (this.#timersSet > timersPerHandlerMax)
      this.#forbid('too-much', `out.setTimer: more than ${timersPerHandlerMax} timers from one handler`)
    this.timers.set(name)
    this.surroundings.emit({ kind: 'timer-set', node: this.address, name, afterMs })
  }

  #cancelTimer(name: string): void {
    this.#mustBeInHandler('out.cancelTimer')
    if (!this.timers.delete(name)) return
    this.surroundings.emit({ kind: 'timer-cancelled', node: this.address, name })
  }

  #finish(result: Parameters<ClientOut['finish']>[0]): void {
    this.#mustBeInHandler('out.finish')
    if (!this.busy) {
      this.#forbid(
        'bad-argument',
        'out.finish: no command is outstanding; finish each submitted command exactly once',
      )
    }
    this.busy = false
    try {
      this.surroundings.emit({ kind: 'finished', client: this.address, result: copyPlain(result) })
    } catch (error) {
      if (!(error instanceof NotPlain)) throw error
      this.#forbid('not-plain', `out.finish: ${error.message}`)
    }
  }
}
