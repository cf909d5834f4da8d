import { describe, expect, test } from 'vitest'
import { explore, scopeOfRun, shortestRun, smallCalls, type Scope } from '../../src/explore/index.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import { playSubject, type Subject } from '../../src/hunt/index.ts'
import { labs } from '../../src/labs/index.ts'
import { Client } from '../../src/reference/hot-standby/index.ts'
import { keyValue, services } from '../../src/services/index.ts'
import { rows, subjectOfRow, type Row } from '../mutants/hunting.ts'

interface Size {
  readonly clients: number
  readonly viewsMax: number
  readonly statesMax: number
  readonly workMax?: number
}

function scopeOf({ lab, service: name }: Row, { clients: count, viewsMax }: Size): Scope {
  const horizon = labs[lab]?.horizon
  const service = services[name]
  if (service === undefined) throw new Error(`there is no service ${name}`)
  const servers = ['s1', 's2', 's3'].slice(0, labs[lab]?.servers[0] === 3 ? 3 : 2)
  const clients = ['c1', 'c2'].slice(0, count)
  return {
    setup: { lab, service: name, servers, clients },
    stage: [],
    joins: [],
    calls: smallCalls(service, clients, 1),
    horizon: horizon === undefined ? null : { ...horizon, max: viewsMax },
  }
}

function exploreRow(row: Row, size: Size) {
  const subject = subjectOfRow(row)
  const scope = scopeOf(row, size)
  const { statesMax, workMax = Infinity } = size
  const options = { statesMax, workMax, depthMax: 100, isReduced: true, onProgress() {} }
  return { subject, scope, exploration: explore(subject, subject.judgements, scope, options) }
}

function rowOf(id: string): Row {
  const row = rows.find((each) => each.lab === 'primary-backup' && each.id === id)
  if (row === undefined) throw new Error(`there is no wrong variant ${id}`)
  return row
}

/** What the steps break in an ordinary world. */
function brokenBy(
  subject: Subject,
  scope: Scope,
  steps: readonly Scope['stage'][number][],
): readonly string[] {
  const run = { kind: 'steps' as const, setup: scope.setup, calm: null }
  const trace = playSubject(subject, { ...run, steps: steps.map((step) => ({ atMs: null, step })) })
  return subject.judgements.flatMap(({ name, judge }) => (judge(trace).kind === 'violated' ? [name] : []))
}

describe('a search finds what random schedules find late', () => {
  test.each([
    ['S1', { clients: 1, viewsMax: 3, statesMax: 100_000 }, 'no-duplicate-writes', 19],
    ['R3', { clients: 1, viewsMax: 3, statesMax: 100_000 }, 'single-primary', 17],
    ['VS7', { clients: 1, viewsMax: 3, statesMax: 100_000 }, 'single-primary', 6],
    ['A8', { clients: 1, viewsMax: 2, statesMax: 100_000 }, 'linearizable', 13],
  ] as const)('%s, and how many steps it takes', (id, size, property, stepsMin) => {
    const { subject, scope, exploration } = exploreRow(rowOf(id), size)
    const broken = exploration.broken.find((each) => each.property === property)
    if (broken === undefined) throw new Error(`${property} is not broken`)
    expect(brokenBy(subject, scope, broken.steps)).toContain(property)
    const judgement = judgementOf(subject, property)
    const options = { signature: null, statesMax: 200_000, workMax: Infinity }
    const ofRun = scopeOfRun(scope.setup, broken.steps)
    const shortest = shortestRun(subject, judgement, ofRun, { ...options, stepsMax: broken.steps.length })
    if (shortest.kind !== 'found') throw new Error(`the search ended as ${shortest.kind}`)
    expect(shortest.steps).toHaveLength(stepsMin)
    expect(brokenBy(subject, scope, shortest.steps)).toContain(property)
    expect(shortestRun(subject, judgement, ofRun, { ...options, stepsMax: stepsMin - 1 }).kind).toBe('none')
  })

  test('P2, which takes two clients', () => {
    const { subject, scope, exploration } = exploreRow(rowOf('P2'), {
      clients: 2,
      viewsMax: 3,
      statesMax: 300_000,
    })
    expect(exploration.broken.map(({ property }) => property)).toEqual(['linearizable'])
    expect(brokenBy(subject, scope, exploration.broken[0]?.steps ?? [])).toContain('linearizable')
    // What is left open by that is looked at, too.
    expect(exploration.ending).toEqual({ kind: 'complete' })
  })
})

test('a promise that is broken does not hide another one', () => {
  const { subject, scope, exploration } = exploreRow(rowOf('S1'), {
    clients: 1,
    viewsMax: 3,
    statesMax: 100_000,
  })
  const properties = exploration.broken.map(({ property }) => property)
  expect(properties.toSorted()).toEqual(['linearizable', 'no-duplicate-writes'])
  for (const { property, steps } of exploration.broken) {
    expect(brokenBy(subject, scope, steps)).toContain(property)
  }
})

function judgementOf({ judgements }: Subject, property: string) {
  const judgement = judgements.find(({ name }) => name === property)
  if (judgement === undefined) throw new Error(`there is no judgement ${property}`)
  return judgement
}

/** Where the first call of `old-messages` is made, played with one client: s1 and s2 are in view 2. */
function staged(subject: Subject): Pick<Scope, 'setup' | 'stage'> {
  const plan = scenarios.find(({ name }) => name === 'old-messages')?.plan
  if (plan === undefined) throw new Error('the scenario is gone')
  const setup = { ...plan.setup, clients: ['c1'] }
  const operations = plan.operations.filter(({ client }) => client === 'c1')
  const { entries } = playSubject(subject, { kind: 'plan', plan: { ...plan, setup, operations } })
  const first = entries.findIndex(({ cause }) => cause.kind === 'invoke')
  const stage = entries.slice(0, first).flatMap(({ cause }) => (cause.kind === 'start' ? [] : [cause]))
  return { setup, stage }
}

test('from a stage on, a search finds what no random schedule has found: P10b', () => {
  const row = rowOf('P10b')
  const subject = subjectOfRow(row)
  const scope: Scope = {
    ...scopeOf(row, { clients: 1, viewsMax: 5, statesMax: 0 }),
    ...staged(subject),
    calls: smallCalls(keyValue, ['c1'], 2),
  }
  const options = { statesMax: 2_000_000, workMax: Infinity, depthMax: 100, isReduced: true, onProgress() {} }
  const { broken } = explore(subject, subject.judgements, scope, options)
  expect(broken.map(({ property }) => property)).toContain('linearizable')
  for (const { property, steps } of broken) expect(brokenBy(subject, scope, steps)).toContain(property)
})

describe('a search finds nothing in', () => {
  const right = rows.filter(({ isWrong, service }) => !isWrong && services[service]?.decide === undefined)
  test.each(right.map((row): [string, Row] => [`${row.lab} ${row.id} ${row.title}`, row]))(
    '%s',
    (_name, row) => {
      const { broken } = exploreRow(row, {
        clients: 1,
        viewsMax: 2,
        statesMax: 50_000,
        workMax: 2_000_000,
      }).exploration
      expect(broken).toEqual([])
    },
  )

  test('the references, which come to the end of their scopes', () => {
    for (const id of ['hot-standby', 'cold-standby', 'log-transfer']) {
      const { ending, unanswered, cutOff } = exploreRow(rowOf(id), {
        clients: 1,
        viewsMax: 3,
        statesMax: 300_000,
      }).exploration
      expect([id, ending.kind, unanswered]).toEqual([id, 'complete', []])
      expect(cutOff).toBeGreaterThan(0)
    }
  })
})

test.each(['VS7', 'A8'])('one by one, %s is broken in as few steps as a shortest run has', (id) => {
  const row = rowOf(id)
  const subject = subjectOfRow(row)
  const property = id === 'VS7' ? 'single-primary' : 'linearizable'
  const scope = scopeOf(row, { clients: 1, viewsMax: 2, statesMax: 0 })
  const judgement = judgementOf(subject, property)
  const options = {
    statesMax: 3_000_000,
    workMax: Infinity,
    depthMax: 100,
    isReduced: false,
    onProgress() {},
  }
  const [broken] = explore(subject, [judgement], scope, options).broken
  const shortest = shortestRun(subject, judgement, scope, {
    signature: null,
    stepsMax: 20,
    statesMax: 100_000,
    workMax: Infinity,
  })
  expect(shortest.kind === 'found' && shortest.steps.length).toBe(broken?.steps.length)
})

let calls = 0

/** Counts for all clients there ever are. */
class CountsOutside extends Client {
  override submit(...[command, out]: Parameters<Client['submit']>): void {
    super.submit(command, out)
    calls += 1
    out.setTimer(`after ${calls}`, 1)
  }
}

test('nodes that remember something outside their fields are noticed', () => {
  const row = rowOf('hot-standby')
  const subject = subjectOfRow({ ...row, solution: { ...row.solution, client: CountsOutside } })
  const scope = scopeOf(row, { clients: 1, viewsMax: 1, statesMax: 0 })
  const options = { statesMax: 10_000, workMax: Infinity, depthMax: 100, isReduced: true, onProgress() {} }
  const { ending } = explore(subject, subject.judgements, scope, options)
  expect(ending).toMatchObject({ kind: 'unexplorable' })
  expect(ending.kind === 'unexplorable' && ending.message).toContain(
    'c1 does not do the same again at `submit append`',
  )
})

test('services that decide are refused, as a value', () => {
  const row = rows.find(
    ({ lab, service }) => lab === 'primary-backup' && services[service]?.decide !== undefined,
  )
  if (row === undefined) throw new Error('no row has a service that decides')
  const { ending, broken } = exploreRow(row, { clients: 1, viewsMax: 1, statesMax: 1_000 }).exploration
  expect(broken).toEqual([])
  expect(ending.kind === 'unexplorable' && ending.message).toContain('decides outcomes')
})
