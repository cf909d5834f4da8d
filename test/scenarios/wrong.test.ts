import { expect, test } from 'vitest'
import { timing, type Out } from '../../src/labs/primary-backup/index.ts'
import type { Scenario } from '../../src/labs/scenario.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import hotStandby, { ViewServer } from '../../src/reference/hot-standby/index.ts'
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
  ['many-views', 'comparesTexts', ['progress']],
  ['many-clients', 'remembersTen', ['no-duplicate-writes']],
  ['long-silence', 'triesTwenty', ['progress']],
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
  ['startup-view', 'VS20', ['scenario']],
  ['backup-pings-first', 'VS1', ['scenario']],
  ['uninitialised-not-promoted', 'VS7', ['scenario']],
  ['uninitialised-not-promoted', 'VS9', ['scenario']],
  ['same-members-same-view', 'VS17', ['scenario']],
  ['clients-are-no-servers', 'VS20', ['scenario']],
  ['basic-service', 'A6', ['linearizable']],
  ['one-server', 'C5', ['progress']],
  ['all-servers-dead', 'B5', ['linearizable']],
  ['at-most-once-under-loss', 'A1', ['no-duplicate-writes']],
  ['at-most-once-under-loss', 'C2', ['no-duplicate-writes']],
  ['concurrent-with-failover', 'R5', ['linearizable']],
  ['repeated-crashes', 'S10', ['linearizable']],
  ['repeated-crashes-with-loss', 'B10', ['progress']],
  ['many-calls', 'LT1', ['linearizable']],
]

/** Stories in which something never comes with that mutant, and what. */
const neverTable: readonly (readonly [scenario: string, mutant: string, missing: string])[] = [
  ['first-primary', 'VS20', 'A is primary of view 1, without a backup'],
  ['first-backup', 'VS11', 'B is the backup'],
  ['takeover', 'VS14', 'B is primary'],
  ['takeover', 'VS27', 'B is primary'],
  ['two-silent-checks', 'VS14', 'B is primary'],
  ['old-primary-returns', 'VS14', 'B takes over'],
  ['idle-promoted', 'VS27', 'C is the backup of B'],
  ['dead-backup-removed', 'VS13', 'A is primary alone'],
  ['dead-backup-replaced', 'VS13', 'C is the backup of A'],
  ['dead-idle-not-promoted', 'VS13', 'A is primary alone'],
]

test.each(neverTable)('%s is not what happens with the mutant %s: never %s', (name, id, missing) => {
  const { outcome } = resultOf(mutantOf(name, id), scenarioNamed(name))
  expect(outcome).toMatchObject({ kind: 'vacuous', missing: expect.arrayContaining([missing]) as unknown })
})

function scenarioNamed(name: string): Scenario {
  const scenario = scenarios.find((each) => each.name === name)
  if (scenario === undefined) throw new Error(`no scenario ${name}`)
  return scenario
}

function mutantOf(name: string, id: string): object {
  const row = rows.find((each) => each.lab === scenarioNamed(name).lab && each.id === id)
  if (row === undefined) throw new Error(`no mutant ${id}`)
  return row.solution
}

/** Takes so many checks that were missed for a death. */
function deadAfter(checks: number): object {
  return {
    ...hotStandby,
    viewServer: class extends ViewServer {
      override timer(_name: string, out: Out): void {
        for (const [server, missed] of this.silentChecks) {
          if (missed + 1 >= checks) this.silentChecks.delete(server)
          else this.silentChecks.set(server, missed + 1)
        }
        this.advance(out)
        out.setTimer('check', timing.checkEveryMs)
      }
    },
  }
}

test.each([1, 5])('a view server that waits for %i checks is not one that waits for two', (checks) => {
  const { outcome } = resultOf(deadAfter(checks), scenarioNamed('two-silent-checks'))
  expect(outcome.kind).not.toBe('survived')
})

test('one that waits for two or, where the first is not counted, for three is right', () => {
  for (const checks of [2, 3]) {
    const { outcome } = resultOf(deadAfter(checks), scenarioNamed('two-silent-checks'))
    expect([checks, outcome.kind]).toEqual([checks, 'survived'])
  }
})

test.each(mutantTable)('%s does not come through with the mutant %s: %j', (name, id, judgements) => {
  const { outcome, verdicts } = resultOf(mutantOf(name, id), scenarioNamed(name))
  expect({ outcome, verdicts }).toMatchObject({
    outcome: { kind: 'violated', by: expect.arrayContaining([...judgements]) as unknown },
  })
})

test.each(table)('%s does not come through with %s: %j', (name, solution, judgements) => {
  const { outcome, verdicts } = resultOf(wrong[solution], scenarioNamed(name))
  expect({ outcome, verdicts }).toMatchObject({
    outcome: { kind: 'violated', by: expect.arrayContaining([...judgements]) as unknown },
  })
})

test('every scenario tells a wrong solution from a right one', () => {
  const told = new Set([...table, ...mutantTable, ...neverTable].map(([name]) => name))
  expect(scenarios.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([])
})
