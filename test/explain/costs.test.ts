import { expect, test } from 'vitest'
import { diagnose } from '../../src/labs/primary-backup/diagnosis.ts'
import type { Out, PrimaryBackup } from '../../src/labs/primary-backup/index.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import hotStandby, { Server, type ForwardAck } from '../../src/reference/hot-standby/index.ts'
import { primaryBackupSolutions } from '../correct/primary-backup/index.ts'
import c4 from '../mutants/primary-backup/c4-asks-for-the-view-each-time.ts'
import { resultOf } from '../scenarios/subjects.ts'

/** Many calls in one view. */
const manyCalls = scenarios.find(({ name }) => name === 'many-clients')

/** Makes sure, at every acknowledgement, that it is still the primary. */
class AsksAtEachCommit extends Server {
  protected override onForwardAck(ack: ForwardAck, out: Out): void {
    this.ping(out)
    super.onForwardAck(ack, out)
  }
}

function accused(solution: PrimaryBackup) {
  if (manyCalls === undefined) throw new Error('no scenario many-clients')
  const { trace } = resultOf(solution, manyCalls)
  return diagnose(trace, 'cost', {
    kind: 'violated',
    because: 'so many messages were sent to vs',
    signature: 'at-most-1-to-vs',
    entries: [trace.entries.length - 1],
  })
}

test('who asks the view server in the course of a call is named, and told when to ask', () => {
  expect(accused(c4.solution)).toMatchObject({
    rule: 'ask-seldom',
    sentence: expect.stringMatching(/^c1 turned to the view server \d+ times/) as unknown,
    advice: expect.stringContaining('after a refusal') as unknown,
  })
  expect(accused({ ...hotStandby, server: AsksAtEachCommit })).toMatchObject({
    rule: 'ask-seldom',
    sentence: expect.stringMatching(/^s1 turned to the view server \d+ times/) as unknown,
    advice: expect.stringContaining('a timer sends the pings') as unknown,
  })
})

test('who asks now and then is not', () => {
  for (const [name, solution] of Object.entries(primaryBackupSolutions))
    expect([name, accused(solution as PrimaryBackup)]).toEqual([name, null])
})
