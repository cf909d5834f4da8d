/** The variable to which a bundle assigns its exports. */
export const bundleExports = 'splitbrainExports'

/** In source maps, the names of modules that are ours begin with it. */
export const contractNamespace = 'splitbrain-contract'

/** A place in the bundle. `line` counts from 1, `column` from 0. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Text without line breaks that was put into the bundle before this place. */
export interface Insertion extends Place {
  readonly length: number
}

/** Something with a name in the bundle. */
export interface NamedPlace extends Place {
  readonly name: string
}

/** A solution that is ready to be run under watch. Plain JSON, so that it can be sent to another process. */
export interface Program {
  readonly kind: 'program'
  /** The bundle with the checks put in. */
  readonly code: string
  /** Source map of the bundle without the checks, as JSON text. */
  readonly map: string
  /** In the order of their places. */
  readonly insertions: readonly Insertion[]
  /** Files of the solution, relative to its folder. */
  readonly files: readonly string[]
  /** What the checks call. */
  readonly names: Readonly<Record<'meter' | 'spent' | 'isAsync' | 'undeclared', string>>
  /** The number that a function leaves behind when it is entered is its index here. */
  readonly functions: readonly NamedPlace[]
  /** Variables of a module and static fields that functions change, where the first of these does so. */
  readonly moduleStates: readonly NamedPlace[]
}
