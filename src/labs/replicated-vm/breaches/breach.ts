/** A promise that a run broke: what was seen, and where. */
export interface Breach {
  readonly rule: Rule
  /** Short kebab-case name of the way in which it broke. */
  readonly signature: string
  /** One sentence with the names of this run. */
  readonly because: string
  /** What a correct run would have done. */
  readonly advice: string
  /** Entries of the trace that show it, in order, the fatal one last. */
  readonly entries: readonly number[]
}

export type Rule = 'replay' | 'output-rule' | 'one-machine' | 'test-and-set'

/** Of several the one that happened first. */
export function earliest(breaches: readonly (Breach | null)[]): Breach | null {
  let first: Breach | null = null
  for (const breach of breaches) {
    if (breach !== null && (first === null || fatal(breach) < fatal(first))) first = breach
  }
  return first
}

function fatal({ entries }: Breach): number {
  return entries.at(-1) ?? 0
}

/** Indexes of entries in order, each once. */
export function inOrder(...entries: readonly (number | null)[]): readonly number[] {
  return [...new Set(entries.filter((at) => at !== null))].toSorted((a, b) => a - b)
}
