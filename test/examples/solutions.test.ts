import { expect, test } from 'vitest'
import answersBeforeBackup from '../../examples/solutions/answers-before-backup.ts'
import answersDuringTransfer from '../../examples/solutions/answers-during-transfer.ts'
import asksBeforeEveryCall from '../../examples/solutions/asks-before-every-call.ts'
import backupIgnoresView from '../../examples/solutions/backup-ignores-view.ts'
import clientTakesAnyReply from '../../examples/solutions/client-takes-any-reply.ts'
import doesNotWaitForAck from '../../examples/solutions/does-not-wait-for-ack.ts'
import eachReplicaDecides from '../../examples/solutions/each-replica-decides.ts'
import forwardNeverRetransmitted from '../../examples/solutions/forward-never-retransmitted.ts'
import noDuplicateDetection from '../../examples/solutions/no-duplicate-detection.ts'
import promotesUninitialised from '../../examples/solutions/promotes-uninitialised.ts'
import reference from '../../examples/solutions/reference.ts'
import servesReadsAlone from '../../examples/solutions/serves-reads-alone.ts'
import transferWithoutReplies from '../../examples/solutions/transfer-without-replies.ts'
import { runScenario } from '../../src/labs/scenario.ts'
import { primaryBackupScenarios } from '../../src/labs/primary-backup/scenarios/index.ts'
import { firstFailure, subjectFor, subjectOfRow } from '../mutants/hunting.ts'

const seed = 1

test.each([
  ['answers before backup', answersBeforeBackup],
  ['answers during transfer', answersDuringTransfer],
  ['asks before every call', asksBeforeEveryCall],
  ['backup ignores view', backupIgnoresView],
  ['client takes any reply', clientTakesAnyReply],
  ['does not wait for ack', doesNotWaitForAck],
  ['forward never retransmitted', forwardNeverRetransmitted],
  ['no duplicate detection', noDuplicateDetection],
  ['promotes uninitialised', promotesUninitialised],
  ['transfer without replies', transferWithoutReplies],
])('hunting finds what is wrong: %s', (_name, solution) => {
  expect(firstFailure(subjectFor(solution), seed, 2_000)).not.toBeNull()
})

test('the scenario of the stale read finds what is wrong: serves reads alone', () => {
  const scenario = primaryBackupScenarios.find(({ name }) => name === 'stale-read')
  const outcome = scenario && runScenario(subjectFor(servesReadsAlone), scenario).outcome
  expect(outcome).toEqual({ kind: 'violated', by: ['linearizable'] })
})

test('hunting finds what is wrong where the time is written: each replica decides', () => {
  const subject = subjectOfRow({
    lab: 'primary-backup',
    service: 'non-deterministic',
    solution: eachReplicaDecides,
  })
  expect(firstFailure(subject, seed, 2_000)).not.toBeNull()
})

test('nothing is found in the reference', () => {
  expect(firstFailure(subjectFor(reference), seed, 100)).toBeNull()
})
