import type { Address } from '../../../port/index.ts'
import type { Fault, Plan } from '../../../schedule/index.ts'
import { planOfStory, type Story } from '../../script.ts'

/*
 * The vocabulary of the stories about three servers. Which of them orders the operations, which a client asks, and what
 * they say to each other is the solution's own: a fault strikes every link between servers alike.
 */

const servers: readonly Address[] = ['s1', 's2', 's3']

interface Link {
  readonly from: Address
  readonly to: Address
}

const links: readonly Link[] = servers.flatMap((from) =>
  servers.filter((to) => to !== from).map((to) => ({ from, to })),
)

/** The nth message on each link between servers is lost. */
export function eachLinkLoses(nth: number): readonly Fault[] {
  return links.map(({ from, to }) => ({ kind: 'drop', message: { kind: null, from, to, nth } }))
}

/** The nth message on each link between servers is overtaken by those of the next `byMs`. */
export function eachLinkDelays(nth: number, byMs: number): readonly Fault[] {
  return links.map((link) => delays(link, nth, byMs))
}

/** The nth message that each other server sends to this one takes `byMs` longer. */
export function lagsBehind(server: Address, nth: number, byMs: number): readonly Fault[] {
  return links.filter(({ to }) => to === server).map((link) => delays(link, nth, byMs))
}

function delays({ from, to }: Link, nth: number, byMs: number): Fault {
  return { kind: 'delay', message: { kind: null, from, to, nth }, byMs }
}

/** The run goes on long enough to see whether every server gets what was acknowledged. */
export function planOf(story: Pick<Story, 'clients' | 'faults' | 'operations' | 'overAt'>): Plan {
  return planOfStory({ lab: 'state-machine-replication', servers, settleMs: 2_500, ...story })
}
