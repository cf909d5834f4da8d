import { hunt, type Outcome } from '../../src/hunt/index.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import { subjectOfRow, type Hunted } from '../mutants/hunting.ts'
import { comesThrough, resultOf } from '../scenarios/subjects.ts'

/** A solution that has to keep every law of its lab. */
export interface Implementation extends Hunted {
  readonly name: string
}

export interface ConformanceOptions {
  readonly seed: number
  readonly schedulesMax: number
  readonly print: (line: string) => void
}

interface Scene {
  readonly name: string
  /** Null: as it must. */
  readonly wrong: string | null
}

/**
 * Prints, for each lab, implementations × laws: how many schedules each law was judged on and what was said of it, and
 * how many of the lab's scenarios went as they must. Returns whether every law held everywhere: undecided and vacuous are
 * not enough.
 */
export function conformanceTable(
  implementations: readonly Implementation[],
  { seed, schedulesMax, print }: ConformanceOptions,
): boolean {
  let isGood = true
  print(`${schedulesMax} schedules each, seed ${seed}`)
  for (const lab of new Set(implementations.map((implementation) => implementation.lab))) {
    for (const [i, implementation] of implementations.filter((each) => each.lab === lab).entries()) {
      const { outcomes } = hunt(subjectOfRow(implementation), {
        seed,
        schedulesMax,
        onProgress: () => undefined,
      })
      const scenes = scenesOf(implementation)
      const wrong = scenes.filter((scene) => scene.wrong !== null)
      const laws = outcomes.map(({ property }) => property)
      if (i === 0) print(`\n${row(lab, [...laws, 'scenarios'], laws)}`)
      const cells = [...outcomes.map(cell), `${scenes.length - wrong.length} of ${scenes.length}`]
      print(row(`${implementation.name} (${implementation.service})`, cells, laws))
      for (const line of [...outcomes.flatMap(complaint), ...wrong.map(sceneComplaint)]) {
        print(`  ${line}`)
        isGood = false
      }
    }
  }
  return isGood
}

function scenesOf({ lab, solution }: Implementation): readonly Scene[] {
  return scenarios
    .filter((scenario) => scenario.lab === lab)
    .map((scenario) => {
      const { outcome } = resultOf(solution, scenario)
      const isRight = JSON.stringify(outcome) === JSON.stringify(comesThrough(scenario))
      return { name: scenario.name, wrong: isRight ? null : JSON.stringify(outcome) }
    })
}

function cell({ verdict, schedules }: Outcome): string {
  return verdict.kind === 'holds' ? `held ${schedules}` : `${verdict.kind} ${schedules}`
}

function complaint({ property, verdict }: Outcome): readonly string[] {
  switch (verdict.kind) {
    case 'holds':
      return []
    case 'violated':
      return [`${property} is violated: ${verdict.finding.because}`]
    case 'undecided':
      return [`${property} is undecided ${verdict.count}×: ${verdict.why}`]
    case 'vacuous':
      return [`${property} is vacuous: never seen ${verdict.missing.join(', ')}`]
    default:
      return verdict satisfies never
  }
}

function sceneComplaint({ name, wrong }: Scene): string {
  return `scenario ${name}: ${wrong ?? ''}`
}

function row(label: string, cells: readonly string[], laws: readonly string[]): string {
  const padded = cells.map((text, i) => text.padStart(Math.max(13, (laws[i]?.length ?? 0) + 2)))
  return `${label.padEnd(42)}${padded.join('')}`
}
