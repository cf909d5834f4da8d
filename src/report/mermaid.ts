import type { Explanation } from '../explain/index.ts'

/** The diagram of an explanation as a Mermaid `sequenceDiagram`. */
export function renderMermaid(_explanation: Explanation): string {
  throw new Error('not written yet')
}
