/** What a solution is graded by. Plain data: a course may have its own as a YAML or JSON file. */
export interface Rubric {
  readonly lab: string
  /** Of the hunts: each is repeated with every one of them. Absent: the seed of the grading. */
  readonly seeds?: readonly number[]
  readonly items: readonly RubricItem[]
}

export interface RubricItem {
  /** Kebab-case, unique in the rubric. */
  readonly id: string
  readonly title: string
  /** 0 or more. */
  readonly points: number
  /** The part that is examined, beside a reference's other parts. Absent: all parts together. */
  readonly part?: string
  readonly check: Check
}

export type Check =
  /** The scenario of that name is survived, or gets stuck in the way that it must. */
  | { readonly kind: 'scenario'; readonly name: string }
  /** The same for a scenario in a file beside the rubric. */
  | { readonly kind: 'story'; readonly file: string }
  /** The run of the finding in that file, beside the rubric, breaks its promise no more. */
  | { readonly kind: 'replay'; readonly file: string }
  | PropertyCheck
  | CertificateCheck
  | CostCheck

/** The hunt finds no schedule that breaks the property. */
export interface PropertyCheck {
  readonly kind: 'property'
  readonly name: string
  /** So many at the most; absent: as many as the grading allows. */
  readonly schedules?: number
}

/** Everything that can happen in a small scope was tried, and breaks no promise. */
export interface CertificateCheck {
  readonly kind: 'certificate'
  readonly servers: number
  readonly clients: number
  /** Calls of each client. */
  readonly ops: number
  /** Bound of what the lab's horizon counts. */
  readonly views?: number
  /** Servers that join besides. Absent: none. */
  readonly joins?: number
  /** Begins where the first call of that scenario is made, with its servers, clients and calls. */
  readonly from?: string
  /** Absent: all that can be followed step by step. */
  readonly properties?: readonly string[]
  /** After so many states the search stops, and nothing is decided… */
  readonly states: number
  /** …unless all runs of up to so many steps were tried by then. Absent: all runs must have been. */
  readonly steps?: number
}

/** Calls in a calm run cause at most so many messages to a node, on the average. */
export interface CostCheck {
  readonly kind: 'cost'
  readonly to: string
  readonly perCall: number
}

/** An item that is a scenario of the lecture; it has the scenario's name. */
export function scenarioItem(name: string, points: number, title: string): RubricItem {
  return { id: name, title, points, check: { kind: 'scenario', name } }
}

/** An item that is a property; it has the property's name. */
export function propertyItem(name: string, points: number, title: string): RubricItem {
  return { id: name, title, points, check: { kind: 'property', name } }
}
