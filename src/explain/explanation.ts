import type { Address, Command } from '../port/index.ts'
import type { Diagnosis, Inevitability } from '../trace/index.ts'

/**
 * A broken promise, told: plain data for text, HTML or a diagram. Steps are numbered from 1 as in the finding's file;
 * the starts of nodes that were there from the beginning are step 0.
 */
export interface Explanation {
  readonly property: string
  /** The promise, verbatim. */
  readonly claim: string
  readonly source: string
  readonly because: string
  readonly diagnosis: (Omit<Diagnosis, 'at'> & { readonly step: number | null }) | null
  readonly diagram: Diagram
  readonly calls: readonly CallBar[]
  readonly order: Order | null
  readonly replay: Replay | null
  /** From which step on it was bound to fail; null where nobody has looked. */
  readonly inevitability: Inevitability | null
  /** Whether it is proved that no shorter run with these nodes and calls fails so. */
  readonly isShortest: boolean
  /** Where tests import the property from; null where there is no such module. */
  readonly testModule: string | null
  /** What such a test has to name as the service, null for the usual one. */
  readonly testService: string | null
  /** How many steps the run has. */
  readonly steps: number
  /** How many of them, at the beginning, only set the stage and are told in a line. */
  readonly stageSteps: number
}

/** A run with which nothing is wrong, told: what of an explanation needs no failure. */
export type Story = Pick<Explanation, 'diagram' | 'calls' | 'steps'>

export interface Diagram {
  /** Clients, servers in the order in which they came, fixed nodes. */
  readonly lanes: readonly Lane[]
  readonly rows: readonly Row[]
}

export interface Lane {
  readonly node: Address
  /** The step with which the node joined; 0 where it was there from the beginning. */
  readonly fromStep: number
  /** The step at which it crashed, or null. */
  readonly untilStep: number | null
}

/** One line of the diagram (several where its text is long). `atMs` is null for runs without a clock. */
export type Row = Moment &
  (
    | {
        /** A message arrives. */
        readonly kind: 'message'
        readonly from: Address
        readonly to: Address
        readonly label: string
        /** What is unusual about it, e.g. `again`, `late: sent at step 3`. */
        readonly remark: string | null
        /** Of a kind that goes to and fro whatever happens. */
        readonly isChatter: boolean
      }
    | {
        /** A message is sent here and never arrives. */
        readonly kind: 'lost'
        readonly from: Address
        readonly to: Address
        readonly label: string
      }
    | {
        /** Something happens at one node. */
        readonly kind: 'note'
        readonly node: Address
        readonly what:
          'call' | 'return' | 'decision' | 'execution' | 'state' | 'timer' | 'crash' | 'join' | 'offence'
        readonly text: string
      }
    | { readonly kind: 'banner'; readonly text: string }
    | { readonly kind: 'fatal'; readonly why: 'rule' | 'promise' | 'odds'; readonly text: string }
    | { readonly kind: 'folded'; readonly steps: number; readonly kinds: readonly string[] }
  )

interface Moment {
  readonly step: number
  readonly atMs: number | null
}

/** A call of a client as an interval of steps. */
export interface CallBar {
  readonly client: Address
  /** 1 for the client's first call. */
  readonly number: number
  readonly command: Command
  readonly label: string
  readonly fromStep: number
  /** Null while the call has not returned. */
  readonly toStep: number | null
  /** What it returned, for people; null while it has not. */
  readonly result: string | null
  /** Whether it has a place in the longest order, is the one that cannot be placed, or neither (`open`). */
  readonly place: 'placed' | 'unplaceable' | 'open'
}

/** An order of all calls but one that a single machine could have followed. */
export interface Order {
  /** Calls with their results, for people. */
  readonly placed: readonly string[]
  /** The call that does not fit, which would take effect before the placed one of this index. */
  readonly unplaceable: string
  readonly before: number
  readonly returned: string
  /** What a single machine would have returned to it there. */
  readonly expected: string
}

/** Where the finding is kept and which solution it is about, for the command line to paste. */
export interface Replay {
  readonly file: string
  readonly solution: string
  /** The rubric that has the story of which the finding is; absent where it is of no course's own story. */
  readonly rubric?: string
}
