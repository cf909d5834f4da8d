import type { Grade } from '../grade.ts'

/** A grade, with the runs that lost its points told. */
export interface Told {
  readonly grade: Grade
  /** False while items are still being decided. */
  readonly isDone: boolean
  /** By the id of an item that lost points. Items that lost them in the same way have the same telling. */
  readonly tellings: ReadonlyMap<string, Telling>
}

/** A finding, told. What is the student's in it is as it came: formats make it harmless. */
export interface Telling {
  /** The broken rule, the run as a diagram, the calls: for a font of fixed width, without colours. */
  readonly text: string
  /** The run as a Mermaid `sequenceDiagram`. */
  readonly mermaid: string
  /** Of the run. */
  readonly steps: number
  /** What to type to see the run again, on any machine. */
  readonly again: string
}

/** A file format of grades. */
export interface Format {
  /** Who reads it: hidden items are for staff alone. */
  readonly readers: 'students' | 'staff'
  /** What a file holds. */
  readonly holds: 'one submission' | 'any number'
  /** Whether it has a place for tellings, which take time. */
  readonly tells: boolean
  /** In a few words, for the help of the command line. */
  readonly what: string
  /** Nothing graded yet gives a file that says so: whoever reads it after a time-out finds one. */
  readonly write: (told: readonly Told[]) => string
}
