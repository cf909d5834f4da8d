import { expect, test } from 'vitest'
import { scenarios } from '../../src/labs/scenarios.ts'
import { rows } from '../mutants/hunting.ts'
import { resultOf } from './subjects.ts'
import { wrong } from './wrong.ts'

/** Scenario, wrong solution, and the judgements that must find it, at least. */
const table: readonly (readonly [string, keyof typeof wrong, readonly string[]])[] = [
  ['single-node-crash', 'forgetful', ['no-duplicate-writes']],
  ['single-node-crash', 'singleQuitter', ['linearizable']],
  ['promotion-replays-log', 'neverExecutesTheLog', ['linearizable']],
  ['failover', 'startsEmpty', ['linearizable']],
  ['waits-for-ack', 'impatient', ['linearizable', 'view-service']],
  ['split-brain', 'answersAlone', ['linearizable']],
  ['incomplete-state', 'promotesIdle', ['linearizable', 'single-primary']],
  ['missing-writes', 'answersAlone', ['linearizable']],
  ['stale-read', 'readsAlone', ['linearizable']],
  ['partially-split-brain', 'acceptsAnything', ['linearizable']],
  ['old-messages', 'acceptsOldViews', ['linearizable']],
  ['outdated-client', 'answersInAnyRole', ['linearizable']],
  ['old-client-message', 'takesOldRequests', ['no-duplicate-writes']],
  ['op-during-transfer', 'answersInTransfer', ['linearizable']],
  ['log-and-snapshot', 'overlaps', ['linearizable', 'no-duplicate-writes']],
  ['stuck-view-server-dead', 'selfPromoted', ['single-primary']],
  ['stuck-network-dead', 'quitter', ['linearizable']],
  ['stuck-client-cut-off', 'backupHelpsOut', ['single-primary']],
  ['stuck-no-backup', 'promotesIdle', ['linearizable', 'single-primary']],
  ['stuck-transfer-unfinished', 'acknowledgesEarly', ['linearizable']],
  ['duplicate-write', 'forgetsAnswers', ['no-duplicate-writes']],
  ['no-one-answers-yet', 'believesClients', ['linearizable']],
  ['decided-once', 'decidesTwice', ['linearizable']],
]

/** The same with the wrong variants of `test/mutants`, by their ids. */
const mutantTable: readonly (readonly [string, string, readonly string[]])[] = [
  ['lost-reply', 'A1', ['no-duplicate-writes']],
  ['lost-reply', 'A4', ['progress']],
  ['lost-reply', 'C2', ['no-duplicate-writes']],
  ['lost-reply', 'C5', ['progress']],
  ['late-duplicate', 'A2', ['no-duplicate-writes']],
  ['late-duplicate', 'C1', ['linearizable']],
  ['two-clients', 'A5', ['linearizable']],
  ['two-clients', 'A6', ['linearizable']],
  ['two-clients', 'P17', ['linearizable']],
  ['single-node-crash', 'C8', ['linearizable']],
  ['clients-at-once', 'O1', ['replicas-agree']],
  ['new-then-old', 'R1', ['linearizable']],
  ['new-then-old', 'F1', ['all-before-reply']],
  ['new-then-old', 'F2', ['all-before-reply']],
  ['forward-lost', 'F4', ['progress']],
  ['forward-lost', 'B6', ['no-duplicate-writes', 'replicas-agree']],
  ['forward-lost', 'B10', ['progress']],
  ['forwards-reordered', 'O2', ['replicas-agree']],
  ['forwards-reordered', 'B5', ['replicas-agree']],
  ['retried-write', 'A1', ['no-duplicate-writes']],
  ['retried-write', 'C5', ['progress']],
  ['stuck-replica-dead', 'F7', ['all-before-reply']],
  ['stuck-replica-dead', 'A3', ['all-before-reply']],
  ['vm-split-brain', 'F1', ['one-live', 'linearizable']],
  ['vm-split-brain', 'F3', ['one-live']],
  ['vm-both-fail', 'F3', ['one-live', 'linearizable']],
  ['vm-interrupt-replay', 'R1', ['same-state']],
  ['vm-interrupt-replay', 'R3', ['same-state', 'linearizable']],
  ['vm-interrupt-replay', 'R5', ['same-state']],
  ['vm-log-entry-lost', 'L1', ['progress']],
  ['vm-log-entry-lost', 'L2', ['same-state', 'output-rule', 'linearizable']],
  ['vm-log-entry-lost', 'L3', ['same-state']],
  ['vm-output-commit', 'O1', ['output-rule', 'one-machine', 'linearizable']],
  ['vm-output-commit', 'O2', ['output-rule']],
  ['vm-output-repeated', 'O4', ['one-machine']],
  ['vm-output-repeated', 'O5', ['one-machine']],
  ['vm-backup-dies', 'F4', ['progress']],
]

test.each(mutantTable)('%s does not come through with the mutant %s: %j', (name, id, judgements) => {
  const scenario = scenarios.find((each) => each.name === name)
  const row = rows.find((each) => each.lab === scenario?.lab && each.id === id)
  if (scenario === undefined || row === undefined) throw new Error(`no scenario ${name}, or no mutant ${id}`)
  const { outcome, verdicts } = resultOf(row.solution, scenario)
  expect({ outcome, verdicts }).toMatchObject({
    outcome: { kind: 'violated', by: expect.arrayContaining([...judgements]) as unknown },
  })
})

test.each(table)('%s does not come through with %s: %j', (name, solution, judgements) => {
  const scenario = scenarios.find((each) => each.name === name)
  if (scenario === undefined) throw new Error(`no scenario ${name}`)
  const { outcome, verdicts } = resultOf(wrong[solution], scenario)
  expect({ outcome, verdicts }).toMatchObject({
    outcome: { kind: 'violated', by: expect.arrayContaining([...judgements]) as unknown },
  })
})

test('every scenario tells a wrong solution from a right one', () => {
  const told = new Set([...table, ...mutantTable].map(([name]) => name))
  expect(scenarios.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([])
})
