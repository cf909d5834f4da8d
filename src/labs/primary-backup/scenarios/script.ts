import type { Address } from '../../../port/index.ts'
import type { Fault, Occasion, Plan } from '../../../schedule/index.ts'
import { delivered, join, once, planOfStory, type Story } from '../../script.ts'
import { viewServer } from '../lenses.ts'

export { viewServer } from '../lenses.ts'

export * from '../../script.ts'

/**
 * The vocabulary of the scenarios, made of what the contract fixes. In each story s1 is the lecture's A, s2 is B
 * and s3 is C: a server joins after the one before it was given its role, so that nobody else can have it.
 */

// --- occasions

/** A view like this reaches the server. */
export function told(server: Address, view: { readonly [field: string]: unknown }): Occasion {
  return delivered('ViewReply', viewServer, server, { view })
}

/** The view server announces a view like this. */
export function announced(view: { readonly [field: string]: unknown }): Occasion {
  return once({ on: 'sent', kind: 'ViewReply', from: viewServer, to: null, with: { view } })
}

/** The view server hears from the primary that it is in the view. */
export function acknowledged(viewNumber: number, primary: Address): Occasion {
  return delivered('Ping', primary, viewServer, { viewNumber })
}

/** The view server has heard what the server knew: the pings on their way have arrived, and a newer one. */
export function heardOf(server: Address): Occasion {
  return { ...delivered('Ping', server, viewServer, {}), nth: 4 }
}

// --- plans

/** View 2 is (s1, s2) and acknowledged. */
export const pairReady: Occasion = acknowledged(2, 's1')

/** s1 becomes primary, then s2 its backup. */
export const pair: readonly Fault[] = [join('s2', told('s1', { primary: 's1' }))]

/** And s3 is idle. */
export const pairAndIdle: readonly Fault[] = [
  ...pair,
  join('s3', told('s1', { primary: 's1', backup: 's2' })),
]

/** The story ends at `overAt`; what lasts until the calm ends there, too. */
export function planOf(story: Pick<Story, 'clients' | 'faults' | 'operations' | 'overAt'>): Plan {
  return planOfStory({ lab: 'primary-backup', servers: ['s1'], settleMs: 250, ...story })
}
