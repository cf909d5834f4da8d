import type { Trace } from '../trace/index.ts'
import type { Row } from './explanation.ts'
import type { EntryRows, StepOf } from './rows.ts'

/** Fewer steps than this are told one by one. */
const stageStepsMin = 4

/**
 * How many steps at the beginning only set the stage: messages that arrive before the first call, timer, crash or
 * join, and before anything that matters for the failure. 0 for runs with a clock, which are folded in another way.
 */
export function stageStepsOf(trace: Trace, turns: readonly number[], stepOf: StepOf): number {
  if (trace.calm !== null) return 0
  const ends = trace.entries.findIndex(
    ({ cause, effects }, at) =>
      (cause.kind !== 'deliver' && cause.kind !== 'start') ||
      turns.includes(at) ||
      effects.some(({ kind }) => kind === 'executed' || kind === 'misbehaved'),
  )
  const steps = ends <= 0 ? 0 : stepOf(ends - 1)
  return steps < stageStepsMin ? 0 : steps
}

/** The story with the first steps told in a line, and the news that came of them. */
export function withStage(
  story: readonly EntryRows[],
  stageSteps: number,
  stepOf: StepOf,
): readonly EntryRows[] {
  if (stageSteps === 0) return story
  const stage = story.filter(({ at }) => stepOf(at) <= stageSteps)
  const kinds = [...new Set(stage.flatMap(({ kind }) => (kind === null ? [] : [kind])))]
  const banners = stage.flatMap(({ rows }) => rows.filter(({ kind }) => kind === 'banner'))
  const set: Row = { kind: 'folded', step: 1, atMs: null, steps: stageSteps, kinds }
  const [first, ...rest] = stage
  if (first === undefined) return story
  return [
    { ...first, rows: [set, ...banners], isChatter: false },
    ...rest.map((entry) => ({ ...entry, rows: [] })),
    ...story.slice(stage.length),
  ]
}
