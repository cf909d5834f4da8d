import { describe, expect, test } from 'vitest'
import type { Out, Request } from '../../src/labs/primary-backup/index.ts'
import { runScenario } from '../../src/labs/scenario.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import { Client, Server, ViewServer } from '../../src/reference/hot-standby/index.ts'
import { keyValue, services } from '../../src/services/index.ts'
import { correct } from '../correct/index.ts'
import { firstFailure, rows, subjectOfRow, type Row } from '../mutants/hunting.ts'
import { comesThrough } from '../scenarios/subjects.ts'
import { retold } from './retold.ts'

const seed = 1
const schedulesOfRightOnes = 60
const schedulesMax = 3_000

/** What clients see is what servers execute: any lab can replicate it. */
const others = Object.values(services)
  .filter(({ name, seen }) => name !== keyValue.name && seen === undefined)
  .map((service) => [service.name, service] as const)
const labs = [...new Set(correct.filter(({ service }) => service === keyValue.name).map(({ lab }) => lab))]

describe.each(labs)('in the lab %s', (lab) => {
  const solutions = correct
    .filter((each) => each.lab === lab)
    .flatMap((each) => Object.entries(each.solutions).map(([name, solution]) => ({ name, solution })))
  const stories = scenarios.filter(
    ({ plan, ...each }) => each.lab === lab && plan.setup.service === 'key-value',
  )

  describe.each(others)('with the service %s', (name, service) => {
    test.each(solutions)('nothing is found in $name', ({ solution }) => {
      const subject = subjectOfRow({ lab, service: name, solution })
      expect(firstFailure(subject, seed, schedulesOfRightOnes)).toBeNull()
    })

    test.each(solutions)('$name comes through every story of the lecture', ({ solution }) => {
      for (const story of stories) {
        const { outcome } = runScenario(
          subjectOfRow({ lab, service: name, solution }),
          retold(story, service),
        )
        expect({ [story.name]: outcome }).toEqual({ [story.name]: comesThrough(story) })
      }
    })
  })
})

/** Wrong whatever is replicated. */
describe.each(others)('with the service %s', (name, service) => {
  test.each(['A1', 'P1', 'S1', 'B5'])('hunting finds %s', (id) => {
    const row = primaryBackup(id)
    const failure = firstFailure(subjectOfRow({ ...row, service: name }), seed, schedulesMax)
    expect(failure?.schedules).toBeLessThanOrEqual(schedulesMax)
  })

  test('a deposed primary that reads alone is found where the story of it is told', () => {
    class ReadsAlone extends Server {
      protected override serve(request: Request, out: Out): void {
        if (service.isWrite(request.command)) super.serve(request, out)
        else this.complete(request, out)
      }
    }
    const solution = { viewServer: ViewServer, server: ReadsAlone, client: Client }
    const story = scenarios.find((each) => each.name === 'stale-read')
    if (story === undefined) throw new Error('the scenario is gone')
    const subject = subjectOfRow({ lab: 'primary-backup', service: name, solution })
    expect(runScenario(subject, retold(story, service)).outcome).toEqual({
      kind: 'violated',
      by: ['linearizable'],
    })
  })
})

function primaryBackup(id: string): Row {
  const row = rows.find((each) => each.lab === 'primary-backup' && each.id === id)
  if (row === undefined) throw new Error(`there is no ${id}`)
  return row
}
