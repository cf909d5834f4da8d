import { sample } from 'fast-check'
import { expect, test } from 'vitest'
import { playSubject } from '../../src/hunt/index.ts'
import { diagnose } from '../../src/labs/primary-backup/diagnosis.ts'
import { plans } from '../../src/schedule/index.ts'
import type { Violated } from '../../src/trace/index.ts'
import { primaryBackupSolutions } from '../correct/primary-backup/index.ts'
import { rows, subjectOfRow } from '../mutants/hunting.ts'

const plansPerSolution = 60

/*
 * A wrong rule would send a student to the wrong place. So every run of a right solution is put before the diagnosis
 * as if it had failed: it must not find anybody guilty. (With 2,500 runs of each it found nobody when this was written.)
 */
const innocents = rows
  .filter(({ lab, isWrong }) => lab === 'primary-backup' && !isWrong)
  .flatMap((row) => ['key-value', 'non-deterministic'].map((service) => ({ ...row, service })))

test.each(innocents.map((row) => [row.id, row.service, row] as const))(
  'no rule is said to be broken in a run of %s with %s',
  (_id, _service, row) => {
    const subject = subjectOfRow(row)
    for (const plan of sample(plans(subject.arena), { seed: 1, numRuns: plansPerSolution })) {
      const trace = playSubject(subject, { kind: 'plan', plan })
      const violated: Violated = {
        kind: 'violated',
        because: 'so it is said',
        signature: 'not-linearizable',
        entries: [trace.entries.length - 1],
      }
      expect(diagnose(trace, 'linearizable', violated)).toBeNull()
      expect(diagnose(trace, 'no-duplicate-writes', violated)).toBeNull()
    }
  },
)

test('right solutions of all kinds are among them', () => {
  expect(innocents.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(primaryBackupSolutions)))
})
