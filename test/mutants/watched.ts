import { fileURLToPath } from 'node:url'
import { createCasts, createMeter, loadSolution, ownRealm } from '../../src/grade/solution/index.ts'
import { labs, type Lab } from '../../src/labs/index.ts'
import { serve, type ChildEvent } from '../../src/grade/child/index.ts'
import type { Outcome } from '../../src/hunt/index.ts'
import type { Listed } from './catalogue.ts'

/** A wrong variant that only a watched run shows: it breaks what a node may do, and not what a node may say. */
export interface Watched extends Listed {
  readonly file: string
  readonly expects: readonly string[]
}

export const watched: readonly Watched[] = [
  {
    lab: 'primary-backup',
    id: 'T6',
    title: 'keeps the at-most-once data in a variable that all nodes of the process share',
    origin: 'catalogue',
    control: false,
    file: solution('shares-a-table.ts'),
    expects: ['well-behaved'],
  },
  {
    lab: 'primary-backup',
    id: 'T8',
    title: 'looks at the clock of the machine',
    origin: 'catalogue',
    control: false,
    file: solution('looks-at-the-clock.ts'),
    expects: ['well-behaved'],
  },
]

function solution(name: string): string {
  return fileURLToPath(new URL(`../../examples/solutions/${name}`, import.meta.url))
}

/** Hunts as `splitbrain grade` does, in this process. */
export async function huntWatched(
  { lab, file }: Watched,
  seed: number,
  schedulesMax: number,
): Promise<readonly Outcome[]> {
  const program = await loadSolution(file)
  if (program.kind === 'unusable')
    throw new Error(`${file} does not load: ${JSON.stringify(program.problems)}`)
  const outcomes: Outcome[] = []
  const note = (event: ChildEvent): void => {
    if (event.kind === 'outcome') outcomes.push(event.outcome)
  }
  const job = { kind: 'hunt' as const, seed, schedulesMax, properties: ['well-behaved'] }
  const casts = createCasts(labs[lab] as Lab, program, createMeter(), null, ownRealm)
  if (casts.kind === 'unusable') throw new Error(`${file} cannot be used: ${JSON.stringify(casts.problems)}`)
  serve({ lab, service: 'key-value', job }, casts, note, () => {})
  return outcomes
}
