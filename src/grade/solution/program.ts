/** A place in generated code. `line` counts from 1, `column` from 0. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Text without line breaks that was put into a line of the bundle: `column` is that of the bundle. */
export interface Insertion extends Place {
  readonly length: number
}

export interface ProgramFunction extends Place {
  readonly name: string
}

/** A variable of a module, or a static field, that a handler could change: it outlives the handler, and the node. */
export interface ModuleState extends Place {
  readonly name: string
}

/** A solution that is ready to be run under watch. Plain JSON, so that it can be sent to another process. */
export interface Program {
  readonly kind: 'program'
  /** The bundle with the checks put in. */
  readonly code: string
  /** esbuild's source map of the bundle without the checks. */
  readonly map: string
  readonly insertions: readonly Insertion[]
  /** The number that a function leaves behind when it is entered is its index here. */
  readonly functions: readonly ProgramFunction[]
  readonly moduleStates: readonly ModuleState[]
}
