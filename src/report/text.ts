import type { Explanation } from '../explain/index.ts'

export interface TextOptions {
  readonly colour: boolean
  /** Width of the terminal; less than 60 is taken for 60. */
  readonly columns: number
}

/** An explanation for the terminal. The same explanation gives the same bytes. */
export function renderText(_explanation: Explanation, _options: TextOptions): string {
  throw new Error('not written yet')
}
