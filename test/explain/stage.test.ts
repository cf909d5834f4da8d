import { describe, expect, test } from 'vitest'
import { explainFinding } from '../../src/explained.ts'
import { hunt } from '../../src/hunt/index.ts'
import { labs } from '../../src/labs/index.ts'
import { renderText } from '../../src/report/index.ts'
import { forgetsAnswers, subject } from '../hunt/subjects.ts'

function told(detail: 'essential' | 'full'): string {
  const hunted = subject(forgetsAnswers)
  const judgements = hunted.judgements.filter(({ name }) => name === 'no-duplicate-writes')
  const [outcome] = hunt(
    // A search from the beginning would find a run with hardly a stage.
    { ...hunted, judgements, small: null },
    { seed: 1, schedulesMax: 2_000, schedulers: ['swarm', 'walk'], onProgress: () => {} },
  ).outcomes
  const lab = labs['primary-backup']
  if (outcome?.verdict.kind !== 'violated' || lab === undefined) throw new Error('expected a finding')
  const explanation = explainFinding(outcome.verdict.finding, hunted, lab, null, detail)
  if (explanation === null) throw new Error('expected a failure')
  return renderText(explanation, { colour: false, columns: 100 })
}

describe('the messages before anyone does anything', () => {
  test('are told in a line, with the news that came of them', () => {
    const text = told('essential')
    const [, steps, stage] =
      /What happened, in (\d+) steps, proved to be the fewest \((\d+) set the stage/.exec(text) ?? []
    expect(Number(steps)).toBeGreaterThan(0)
    expect(text).toContain(`… ${stage} steps: Ping, ViewReply`)
    expect(text).toContain('view 1: primary s1')
  })

  test('are told one by one when all is asked for', () => {
    const text = told('full')
    expect(text).toMatch(/What happened, in \d+ steps, proved to be the fewest\n/)
    expect(text).toMatch(/\n +1 .*Ping v0/)
  })
})
