import type { Attack, Result } from './attack.ts'

/** What a grader's machine must not tell: its folders and files. */
const leaks = /\/(?:tmp|home|root|var|usr)\/|splitbrain-hostile-/

/** What is wrong with what came of an attack, in a sentence; null: nothing. */
export function wrongIn({ expects }: Attack, { kind, said }: Result): string | null {
  if (kind !== expects.kind) return `expected ${expects.kind}, found ${kind}: ${said.slice(0, 1_000)}`
  if ('says' in expects && !said.includes(expects.says))
    return `expected a message with "${expects.says}", found ${said.slice(0, 1_000)}`
  if (expects.kind === 'killed' && !said.includes(`"reason":"${expects.reason}"`))
    return `expected it to be killed for ${expects.reason}, found ${said.slice(0, 1_000)}`
  const leak = leaks.exec(said)
  return leak === null
    ? null
    : `it tells of the machine: ${said.slice(Math.max(0, leak.index - 100)).slice(0, 300)}`
}
