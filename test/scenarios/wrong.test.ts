import { expect, test } from 'vitest'
import { scenarios } from '../../src/labs/scenarios.ts'
import { resultOf } from './subjects.ts'
import { wrong } from './wrong.ts'

/** Scenario, wrong solution, and the judgements that must find it, at least. */
const table: readonly (readonly [string, keyof typeof wrong, readonly string[]])[] = [
  ['single-node-crash', 'forgetful', ['no-duplicate-writes']],
  ['single-node-crash', 'singleQuitter', ['linearizable']],
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
  ['stuck-view-server-dead', 'selfPromoted', ['single-primary']],
  ['stuck-network-dead', 'quitter', ['linearizable']],
  ['stuck-client-cut-off', 'backupHelpsOut', ['single-primary']],
  ['stuck-no-backup', 'promotesIdle', ['linearizable', 'single-primary']],
  ['stuck-transfer-unfinished', 'acknowledgesEarly', ['linearizable']],
  ['duplicate-write', 'forgetsAnswers', ['no-duplicate-writes']],
  ['no-one-answers-yet', 'believesClients', ['linearizable']],
]

test.each(table)('%s does not come through with %s: %j', (name, solution, judgements) => {
  const scenario = scenarios.find((each) => each.name === name)
  if (scenario === undefined) throw new Error(`no scenario ${name}`)
  const { outcome, verdicts } = resultOf(wrong[solution], scenario)
  expect({ outcome, verdicts }).toMatchObject({
    outcome: { kind: 'violated', by: expect.arrayContaining([...judgements]) as unknown },
  })
})

test('every scenario tells a wrong solution from a right one', () => {
  const told = new Set(table.map(([name]) => name))
  expect(scenarios.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([])
})
