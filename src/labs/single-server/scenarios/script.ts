import type { Plan } from '../../../schedule/index.ts'
import { planOfStory, type Story } from '../../script.ts'

/** A story about the one server, s1. */
export function planOf(story: Pick<Story, 'clients' | 'faults' | 'operations' | 'overAt'>): Plan {
  return planOfStory({ lab: 'single-server', servers: ['s1'], settleMs: 250, ...story })
}
