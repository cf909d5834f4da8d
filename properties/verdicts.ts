import type { Violated } from '../src/trace/index.ts'

/** Of several violations the one that happened first: its last entry is the fatal one. */
export function earliest(found: readonly (Violated | null)[]): Violated | null {
  let first: Violated | null = null
  for (const violated of found) {
    if (violated !== null && (first === null || fatal(violated) < fatal(first))) first = violated
  }
  return first
}

function fatal({ entries }: Violated): number {
  return entries.at(-1) ?? 0
}
