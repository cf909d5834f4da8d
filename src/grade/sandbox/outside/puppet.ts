import {
  Forbidden,
  stateLength,
  type Address,
  type Application,
  type ClientNode,
  type ClientOut,
} from '../../../port/index.ts'
import type { Command, Guard, Message, Node } from '../../../port/index.ts'
import type { Offence } from '../../../trace/index.ts'
import type { Deed, Happening, Kept, Turn } from '../protocol.ts'

/** The code of a node, which runs elsewhere. */
export interface Code {
  /** What the node does when that happens to it. `from`: in that state; null: as it is. */
  readonly handle: (happening: Happening, from: number | null) => Turn
  /** A number for the state of the node, and what looking at it came to. */
  readonly keep: () => Kept
}

/** Where an offence was committed is known where the code runs. */
class Reported extends Forbidden {
  constructor(
    offence: Forbidden['offence'],
    message: string,
    readonly where: string | null,
  ) {
    super(offence, message)
  }
}

/** Reports what the guard of the process in which the code runs has seen. */
export const reporting: Guard = {
  enter() {},
  leave: () => null,
  locate: (error) => (error instanceof Reported ? error.where : null),
}

/**
 * Stands in a world for a node whose code runs elsewhere, and does what that one did. All that it says of itself is a
 * number, in the field `state`, which is asked for when somebody looks.
 */
export class Puppet implements Node, ClientNode {
  readonly #code: Code
  readonly #app: Application | null
  #length = 0

  /** `created`: what the constructor did. */
  constructor(code: Code, app: Application | null, created: Turn) {
    this.#code = code
    this.#app = app
    this.#showState()
    repeat(created, null, app)
  }

  /** Of the state when somebody looked last. */
  get [stateLength](): number {
    return this.#length
  }

  start(out: ClientOut): void {
    this.#handle({ kind: 'start' }, out)
  }

  submit(command: Command, out: ClientOut): void {
    this.#handle({ kind: 'submit', command }, out)
  }

  receive(message: Message, from: Address, out: ClientOut): void {
    this.#handle({ kind: 'receive', from, message }, out)
  }

  timer(name: string, out: ClientOut): void {
    this.#handle({ kind: 'timer', name }, out)
  }

  #handle(happening: Happening, out: ClientOut): void {
    repeat(this.#code.handle(happening, this.#takeState()), out, this.#app)
  }

  #showState(): void {
    Object.defineProperty(this, 'state', { enumerable: true, configurable: true, get: () => this.#keep() })
  }

  #keep(): number {
    const { state, length, turn } = this.#code.keep()
    this.#length = length
    repeat(turn, null, this.#app)
    return state
  }

  /** The state that somebody has put in place of the field, once; null if nobody has. */
  #takeState(): number | null {
    const descriptor = Object.getOwnPropertyDescriptor(this, 'state')
    if (typeof descriptor?.value !== 'number') return null
    this.#showState()
    return descriptor.value
  }
}

/** Does again what was done. Throws what the node must not have done. */
function repeat({ node, deeds }: Turn, out: ClientOut | null, app: Application | null): void {
  for (const deed of deeds) {
    switch (deed.kind) {
      case 'sent':
        within(node, out).send(deed.to, deed.message)
        break
      case 'timer-set':
        within(node, out).setTimer(deed.name, deed.afterMs)
        break
      case 'timer-cancelled':
        within(node, out).cancelTimer(deed.name)
        break
      case 'finished':
        within(node, out).finish(deed.result)
        break
      case 'misbehaved':
        throw reported(deed.offence)
      default:
        ask(within(node, app), deed)
    }
  }
}

type Asked = Extract<Deed, { readonly kind: 'decide' | 'execute' | 'snapshot' | 'restore' }>

function ask(app: Application, asked: Asked): void {
  try {
    switch (asked.kind) {
      case 'decide':
        app.decide(asked.command)
        return
      case 'execute':
        app.execute(asked.command)
        return
      case 'snapshot':
        app.snapshot()
        return
      case 'restore':
        app.restore(asked.snapshot)
        return
      default:
        asked satisfies never
    }
  } catch {
    // What the application refused it refuses again; what the node made of that comes next.
  }
}

function within<T>(node: Address, given: T | null): T {
  if (given === null) throw new Error(`${node} did in its constructor what only a handler can do`)
  return given
}

function reported({ kind, message, where }: Offence): Reported {
  // A world gives every offence a name that `Forbidden` has.
  return new Reported(kind as Forbidden['offence'], message, where)
}
