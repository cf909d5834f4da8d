import type { Address, Message } from '../port/index.ts'
import type { Entry } from '../trace/index.ts'

/** Something that a run does. Null stands for any. `with` is a part that the message must contain. */
export type Pattern =
  | {
      readonly on: 'sent' | 'delivered'
      readonly kind: string | null
      readonly from: Address | null
      readonly to: Address | null
      readonly with: { readonly [field: string]: unknown } | null
    }
  | { readonly on: 'finished'; readonly client: Address }
  | { readonly on: 'executed'; readonly node: Address | null }
  /** A timer of the node fires that the node sets again, for so many milliseconds: its clock ticks. */
  | { readonly on: 'ticked'; readonly node: Address; readonly everyMs: number }
  | { readonly on: 'crashed'; readonly node: Address }

/**
 * A point of virtual time: a number of milliseconds, or `plusMs` after the `nth` (from 1) occurrence of a pattern.
 * Both count from the start of the run (the end of a fault: from its beginning); occurrences also from another
 * moment, if one is given: `after` it, what it came with not included.
 */
export type Moment = { readonly ms: number } | Occasion

export interface Occasion {
  readonly when: Pattern
  readonly nth: number
  readonly plusMs: number
  readonly after?: Moment
}

/** The entry with which the moment came, or null: it never did. */
export function entryOf(moment: Moment, entries: readonly Entry[]): number | null {
  if ('ms' in moment) return firstAt(moment.ms, entries, 0)
  const start = moment.after === undefined ? -1 : entryOf(moment.after, entries)
  if (start === null) return null
  let left = moment.nth
  for (let at = start + 1; at < entries.length; at += 1) {
    const entry = entries[at]
    if (entry !== undefined) left -= occurrences(moment.when, entry)
    if (left <= 0) return firstAt((entry?.atMs ?? 0) + moment.plusMs, entries, at)
  }
  return null
}

function firstAt(ms: number, entries: readonly Entry[], from: number): number | null {
  const at = entries.findIndex(({ atMs }, i) => i >= from && (atMs ?? 0) >= ms)
  return at < 0 ? null : at
}

/** How often the entry shows the pattern. */
export function occurrences(pattern: Pattern, entry: Entry): number {
  switch (pattern.on) {
    case 'delivered': {
      const { cause } = entry
      return cause.kind === 'deliver' && matches(pattern, cause.from, cause.to, cause.message) ? 1 : 0
    }
    case 'sent':
      return count(
        entry,
        (effect) => effect.kind === 'sent' && matches(pattern, effect.from, effect.to, effect.message),
      )
    case 'finished':
      return count(entry, (effect) => effect.kind === 'finished' && effect.client === pattern.client)
    case 'executed':
      return count(
        entry,
        (effect) => effect.kind === 'executed' && (pattern.node ?? effect.node) === effect.node,
      )
    case 'ticked':
      return isTick(pattern, entry) ? 1 : 0
    case 'crashed':
      return entry.cause.kind === 'crash' && entry.cause.node === pattern.node ? 1 : 0
    default:
      return pattern satisfies never
  }
}

function isTick({ node, everyMs }: Pattern & { on: 'ticked' }, { cause, effects }: Entry): boolean {
  if (cause.kind !== 'timer' || cause.node !== node) return false
  return effects.some(
    (effect) => effect.kind === 'timer-set' && effect.name === cause.name && effect.afterMs === everyMs,
  )
}

function count(entry: Entry, test: (effect: Entry['effects'][number]) => boolean): number {
  return entry.effects.reduce((sum, effect) => sum + (test(effect) ? 1 : 0), 0)
}

/** Which message is meant: of this kind, on this link; null stands for any. */
export interface Selector {
  readonly kind: string | null
  readonly from: Address | null
  readonly to: Address | null
}

export function selects(selector: Selector, from: Address, to: Address, message: Message): boolean {
  return (
    (selector.from ?? from) === from &&
    (selector.to ?? to) === to &&
    (selector.kind ?? message.kind) === message.kind
  )
}

function matches(
  pattern: Pattern & { on: 'sent' | 'delivered' },
  from: Address,
  to: Address,
  message: Message,
): boolean {
  return selects(pattern, from, to, message) && (pattern.with === null || contains(message, pattern.with))
}

/** Whether every field of `part` is in `whole`, deeply. */
function contains(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return Object.is(whole, part)
  if (typeof whole !== 'object' || whole === null) return false
  return Object.entries(part).every(([field, value]) =>
    contains((whole as Record<string, unknown>)[field], value),
  )
}
