import { contentOf, type Address } from '../../port/index.ts'
import type { Call } from '../../trace/index.ts'
import type { Restore, Written } from '../lineage.ts'
import { nameOfCommand, type Facts } from './facts.ts'
import type { Answered } from './promises.ts'
import type { Breach } from './rules.ts'

/** The restores, until that entry, of a state that has the write less often than the server had it. */
export function restoresOver(
  { lineages }: Facts,
  { command }: Call,
  server: Address,
  until: number,
): readonly Restore[] {
  const content = contentOf(command)
  const count = (lineage: readonly Written[]): number =>
    lineage.filter((written) => written.content === content).length
  return lineages.restores.filter(
    ({ server: node, at, before, taken }) =>
      node === server && at <= until && count(before) > count(taken?.lineage ?? []),
  )
}

/** The server had it, and restored a state without it. */
export function overwritten(
  facts: Facts,
  { answer, call }: Answered,
  server: Address,
  until: number,
): Breach | null {
  const content = contentOf(call.command)
  const restore = restoresOver(facts, call, server, until).find(
    // What it had from an earlier view it may have to forget, and be given again.
    ({ at }) =>
      facts.toldBefore(server, gotAt(facts, server, content, at) + 1) === facts.toldBefore(server, at + 1),
  )
  if (restore === undefined) return null
  const writes = restore.taken?.writes ?? 0
  return {
    rule: 'rule-5',
    sentence: `${server} had executed ${nameOfCommand(call.command)}${answer.server === server ? '' : ` (answered by ${answer.server})`}, and then restored an older snapshot over it, with ${writes} write${writes === 1 ? '' : 's'}`,
    advice:
      'install the state once in a view, before anything is executed in it; a transfer that comes again is only acknowledged again',
    at: restore.at,
  }
}

/** The entry in which the server came to the write that it had before entry `until`. */
function gotAt({ lineages }: Facts, server: Address, content: string, until: number): number {
  for (let at = until; at > 0; at -= 1) {
    if (lineages.after(server, at - 1).every((written) => written.content !== content)) return at
  }
  return 0
}
