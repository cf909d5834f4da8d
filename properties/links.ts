import type { Calm, Trace } from '../src/trace/index.ts'

/** What the network will carry from the calm on. */
export interface Links {
  /** Whether nothing sent by `from` reaches `to`, ever again. */
  readonly isSevered: (from: string, to: string) => boolean
  /** Whether either cannot reach the other. */
  readonly isCut: (one: string, other: string) => boolean
}

export function linksOf({ setup }: Trace, { severed }: Calm): Links {
  const known = new Set([...setup.servers, ...setup.clients])
  const cuts = new Set(severed.map(({ from, to }) => key(from, to)))
  /** A node that joined later is in no list; it cannot be heard by those who hear nobody. */
  const isSevered = (from: string, to: string): boolean =>
    cuts.has(key(from, to)) ||
    (!known.has(from) && everyOther(known, to, (other) => cuts.has(key(other, to)))) ||
    (!known.has(to) && everyOther(known, from, (other) => cuts.has(key(from, other))))
  return { isSevered, isCut: (one, other) => isSevered(one, other) || isSevered(other, one) }
}

function everyOther(nodes: ReadonlySet<string>, node: string, test: (other: string) => boolean): boolean {
  const others = [...nodes].filter((other) => other !== node)
  return others.length > 0 && others.every(test)
}

function key(from: string, to: string): string {
  return `${from}>${to}`
}
