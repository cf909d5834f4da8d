import { runScenario } from '../../../src/labs/scenario.ts'
import { scenarios } from '../../../src/labs/scenarios.ts'
import { seekFailure } from '../first-failure.ts'
import { subjectOfRow } from '../hunting.ts'
import { exploreGenerated } from './explore-generated.ts'
import type { Generated } from './generate.ts'
import { referenceOf, solutionOf } from './references.ts'

/** What became of a mutant. */
export type Fate =
  /** By a judgement, in a hunt, in a scenario of the lecture or in a small scope. */
  | { readonly kind: 'killed'; readonly by: string; readonly how: string }
  /** `covered`: small scopes in which everything was tried. */
  | { readonly kind: 'survived'; readonly covered: readonly string[] }

export interface GeneratedJob {
  readonly mutant: Pick<Generated, 'file' | 'text'>
  readonly seed: number
  readonly schedulesMax: number
}

/** A few kill most, quicker than the scenarios do. */
const firstSchedules = 20

/** Plays the scenarios of the lab, tries everything in small scopes, and hunts. */
export function fateOf(job: GeneratedJob): Fate {
  const { lab, services, scopes } = referenceOf(job.mutant.file)
  const solution = solutionOf(referenceOf(job.mutant.file), job.mutant)
  const subjects = services.map((service) => subjectOfRow({ lab, service, solution }))
  const { seed, schedulesMax } = job
  for (const subject of subjects) {
    const killed = killedInHunt(subject, seed, firstSchedules) ?? killedInScenario(subject)
    if (killed !== null) return killed
  }
  const covered: string[] = []
  for (const scope of scopes) {
    const { broken, ending } = exploreGenerated(job.mutant, scope)
    const [first] = broken
    if (first !== undefined) return { kind: 'killed', by: first.property, how: scope }
    if (ending.kind === 'unexplorable') return { kind: 'killed', by: 'well-behaved', how: scope }
    if (ending.kind === 'complete') covered.push(scope)
  }
  for (const [i, subject] of subjects.entries()) {
    // Other services are the matter of few mutants, and are looked at for a while only.
    const killed = killedInHunt(subject, seed + 1, i === 0 ? schedulesMax : Math.ceil(schedulesMax / 10))
    if (killed !== null) return killed
  }
  return { kind: 'survived', covered }
}

type SubjectOfRow = ReturnType<typeof subjectOfRow>

function killedInHunt(subject: SubjectOfRow, seed: number, schedulesMax: number): Fate | null {
  const sought = seekFailure(subject, { seed, schedulesMax, cpuMsMax: Infinity, scheduler: null })
  if (sought.kind === 'nothing') return null
  return { kind: 'killed', by: sought.property, how: `schedule ${sought.schedules}` }
}

function killedInScenario(subject: SubjectOfRow): Fate | null {
  const { lab, service } = subject.arena
  for (const scenario of scenarios) {
    if (scenario.lab !== lab || scenario.plan.setup.service !== service) continue
    const { outcome } = runScenario(subject, scenario)
    if (outcome.kind !== 'violated') continue
    return { kind: 'killed', by: outcome.by[0] ?? '', how: `scenario ${scenario.name}` }
  }
  return null
}
