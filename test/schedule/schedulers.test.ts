import { sample } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { playSubject } from '../../src/hunt/index.ts'
import { encodePlain } from '../../src/port/index.ts'
import {
  isEnumerated,
  plansOf,
  schedulerNames,
  tailoredPlans,
  type Plan,
  type SchedulerName,
} from '../../src/schedule/index.ts'
import type { Trace } from '../../src/trace/index.ts'
import { reference, subject } from '../hunt/subjects.ts'

const hunted = subject(reference)
const plansPerScheduler = 16

function plansFor(name: SchedulerName, seed = 1): readonly Plan[] {
  return sample(plansOf(hunted.arena, name), { seed, numRuns: plansPerScheduler })
}

function played(plan: Plan): Trace {
  return playSubject(hunted, { kind: 'plan', plan })
}

describe.each(schedulerNames.map((name) => [name] as const))('plans for %s', (name) => {
  test('carry its name, and are plain JSON that plays the same run', () => {
    for (const plan of plansFor(name)) {
      expect(plan.scheduler.kind).toBe(name)
      const read = JSON.parse(JSON.stringify(plan)) as Plan
      expect(read).toEqual(plan)
      expect(encodePlain(played(read))).toBe(encodePlain(played(plan)))
    }
  })

  test('are the same for the same seed, and others for another', () => {
    expect(plansFor(name, 3)).toEqual(plansFor(name, 3))
    expect(plansFor(name, 3)).not.toEqual(plansFor(name, 4))
  })

  test('replay as explicit steps', () => {
    for (const plan of plansFor(name)) {
      const { setup, calm, entries } = played(plan)
      const steps = entries.flatMap(({ cause, atMs }) =>
        cause.kind === 'start' ? [] : [{ atMs, step: cause }],
      )
      const again = playSubject(hunted, { kind: 'steps', setup, steps, calm })
      expect(encodePlain(again)).toBe(encodePlain({ ...played(plan), cutShort: null }))
    }
  })
})

/** What it is for shows in some of a hundred runs. */
const shows: Readonly<Record<SchedulerName, readonly string[]>> = {
  'single-fault': ['failover', 'retry', 'answer in calm'],
  staged: ['failover', 'deposed server up'],
  pct: ['deposed server up', 'concurrent calls'],
  pos: ['failover', 'old message', 'retry'],
  swarm: ['failover', 'state transfer', 'retry after failover', 'old message'],
  walk: ['failover', 'state transfer', 'retry'],
  timed: ['answer in calm', 'retry', 'crash'],
  pairs: ['failover', 'retry after failover', 'answer in calm'],
}

test.each(schedulerNames.map((name) => [name] as const))('%s comes to what it is for', (name) => {
  const tailored = tailoredPlans(hunted.arena, name, played, 1)
  const plans =
    tailored === null
      ? sample(plansOf(hunted.arena, name), { seed: 1, numRuns: 100 })
      : Array.from({ length: 100 }, () => tailored.next().value as Plan)
  const seen = new Set(plans.flatMap((plan) => [...hunted.marksOf(played(plan))]))
  expect([...seen]).toEqual(expect.arrayContaining([...shows[name]]))
})

test.each(schedulerNames.map((name) => [name] as const))(
  'plans for %s come to an end where a run ends before anything was sent',
  (name) => {
    const stillborn = (plan: Plan): Trace => ({ ...played(plan), entries: [] })
    const tailored = tailoredPlans(hunted.arena, name, stillborn, 1)
    const next = tailored?.next()
    // Either there is a plan, or it is said that there is none.
    if (next !== undefined && next.done !== true) expect(next.value.scheduler.kind).toBe(name)
    if (name === 'pairs') expect(next?.done).toBe(false)
  },
)

test('each kind of trouble that a walk, a swarm or a stage can have, some do not have', () => {
  for (const name of ['walk', 'swarm', 'staged', 'pct', 'pos'] as const) {
    const plans = sample(plansOf(hunted.arena, name), { seed: 1, numRuns: 200 })
    for (const trouble of ['lossPercent', 'duplicatePercent', 'slow', 'crashes', 'joins', 'pauses', 'late']) {
      const settings = plans.flatMap(({ scheduler }) =>
        trouble in scheduler
          ? [(scheduler as unknown as Record<string, number | readonly unknown[]>)[trouble]]
          : [],
      )
      const without = settings.filter(
        (setting) => setting === 0 || (Array.isArray(setting) && setting.length === 0),
      )
      if (settings.length > 0) expect([name, trouble, without.length]).not.toEqual([name, trouble, 0])
    }
  }
})

describe('single faults', () => {
  const plans = [
    ...(function* () {
      const made = tailoredPlans(hunted.arena, 'single-fault', played, 1)
      for (let next = made?.next(); next?.done === false; next = made?.next()) yield next.value
    })(),
  ]

  test('are enumerated: no two alike, one fault each, every server crashes and every kind of message is lost', () => {
    expect(isEnumerated('single-fault')).toBe(true)
    const faults = plans.map(({ scheduler }) => (scheduler.kind === 'single-fault' ? scheduler.faults : []))
    expect(new Set(faults.map((each) => JSON.stringify(each))).size).toBe(plans.length)
    expect(faults.every(({ length }) => length === 1)).toBe(true)
    const all = faults.flat()
    const crashed = new Set(all.flatMap((fault) => (fault.kind === 'crash' ? [fault.node] : [])))
    expect([...crashed].toSorted()).toEqual(plans[0]?.setup.servers)
    const lost = new Set(all.flatMap((fault) => (fault.kind === 'drop' ? [fault.message.kind] : [])))
    expect([...lost]).toEqual(expect.arrayContaining(['Forward', 'Transfer', 'Reply', 'Ping']))
  })

  const faults = plans.flatMap(({ scheduler }) => (scheduler.kind === 'single-fault' ? scheduler.faults : []))
  const firstLosses = faults.slice(
    0,
    faults.findIndex((fault) => fault.kind !== 'drop' || fault.message.nth !== 1),
  )

  test('begin with the loss of the first message of each kind on each link', () => {
    const lost = firstLosses.flatMap((fault) => (fault.kind === 'drop' ? [fault.message] : []))
    expect([...new Set(lost.map(({ kind }) => kind))]).toEqual(
      expect.arrayContaining([
        'Forward',
        'ForwardAck',
        'Transfer',
        'TransferAck',
        'Request',
        'Reply',
        'Ping',
      ]),
    )
    expect(new Set(lost.map(({ kind, from, to }) => `${kind} ${from} ${to}`)).size).toBe(lost.length)
    expect(lost.length).toBeLessThan(30)
  })

  test('of rare messages come next', () => {
    const ofPings = faults
      .slice(firstLosses.length, firstLosses.length + 200)
      .filter((fault) => JSON.stringify(fault).includes('"Ping"'))
    expect(ofPings).toEqual([])
  })
})
