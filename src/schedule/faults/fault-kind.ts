import type { Address, Message } from '../../port/index.ts'
import type { Step } from '../../trace/index.ts'
import type { Moment, Selector } from '../moment.ts'
import type { Random } from '../random.ts'

/** A message that is being sent. */
export interface Flight {
  readonly from: Address
  readonly to: Address
  readonly message: Message
}

/** Delays in ms, one for each copy that arrives (none: lost); or `held` until the fault ends. */
export type Fate = readonly number[] | 'held'

/** What a generator of faults may choose from. */
export interface Scope {
  readonly servers: readonly Address[]
  readonly clients: readonly Address[]
  readonly fixed: readonly Address[]
  /** Kinds of the contract's messages. Solutions have kinds of their own besides. */
  readonly kinds: readonly string[]
  /** Faults begin before this time, in virtual ms. */
  readonly horizonMs: number
}

/** How one kind of fault comes about and what it does. One file each; `registry.ts` lists them. */
export interface FaultKind<F extends { readonly kind: string }> {
  readonly kind: F['kind']
  readonly draw: (scope: Scope, random: Random) => F
  /** When it begins; null: it is there from the start. */
  readonly begins: (fault: F) => Moment | null
  /** When it ends; null: with the storm; 'never': it outlives the storm. */
  readonly ends: (fault: F) => Moment | null | 'never'
  /** When it stops to concern anything new, though what it holds waits for its end; null: when it ends. */
  readonly stops?: (fault: F) => Moment | null
  /** The step it takes when it begins. */
  readonly step?: (fault: F) => Step
  /** What becomes of a message sent while it lasts, which would take `latencyMs`. Null: not concerned. */
  readonly fate?: (fault: F, flight: Flight, latencyMs: number, random: Random) => Fate | null
  /** For a fault that concerns a single message: which one. `fate` is asked only for the nth selected. */
  readonly message?: (fault: F) => NthMessage
  /** The node that neither receives nor fires timers while it lasts. */
  readonly silences?: (fault: F) => Address
  /** Links that carry nothing while it lasts. */
  readonly severs?: (
    fault: F,
    nodes: readonly Address[],
  ) => readonly { readonly from: Address; readonly to: Address }[]
  /** A phrase for people: `s1 crashes`. */
  readonly describe: (fault: F) => string
}

/** The nth message (from 1) of a kind on a link; null stands for any. */
export interface NthMessage extends Selector {
  readonly nth: number
}
