import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { playSubject } from '../../src/hunt/index.ts'
import { encodePlain } from '../../src/port/index.ts'
import { rows, subjectOfRow, type Row } from '../mutants/hunting.ts'
import digests from './digests.json' with { type: 'json' }
import { fixedPlan } from './fixed-plans.ts'

/** Runs of a right solution, in which everything happens that can, and of a wrong one, which soon shows its mistake. */
const runs = { right: 16, wrong: 4 }

/**
 * Whoever makes the world, a judgement or a mark faster changes nothing here. Where a change is meant (a judgement
 * sees more, a walk chooses otherwise), `npx vitest run test/golden -u` writes the digests anew: say in the commit why
 * they differ. Solutions come in by a line `"LAB/SERVICE/ID": {}` in `digests.json`.
 */
test('the same plans give the same traces, verdicts and marks, byte for byte', async () => {
  const now: Record<string, Digests> = {}
  for (const name of Object.keys(digests)) now[name] = digestsOf(rowNamed(name))
  await expect(`${JSON.stringify(now, null, 2)}\n`).toMatchFileSnapshot('digests.json')
})

interface Digests {
  readonly traces: string
  readonly verdicts: string
}

function rowNamed(name: string): Row {
  const row = rows.find(({ lab, service, id }) => `${lab}/${service}/${id}` === name)
  if (row === undefined) throw new Error(`there is no solution ${name} any more: take it out of digests.json`)
  return row
}

function digestsOf(row: Row): Digests {
  const subject = subjectOfRow(row)
  const traces = createHash('sha256')
  const verdicts = createHash('sha256')
  for (let seed = 1; seed <= (row.isWrong ? runs.wrong : runs.right); seed += 1) {
    const trace = playSubject(subject, { kind: 'plan', plan: fixedPlan(subject.arena, seed) })
    traces.update(encodePlain(trace))
    for (const { name, judge } of subject.judgements) verdicts.update(encodePlain([name, judge(trace)]))
    verdicts.update(encodePlain([...subject.marksOf(trace)].toSorted()))
  }
  return { traces: short(traces.digest('hex')), verdicts: short(verdicts.digest('hex')) }
}

function short(digest: string): string {
  return digest.slice(0, 16)
}
