import { Server } from '../../src/reference/hot-standby/index.ts'
import { describe, expect, test } from 'vitest'
import {
  hunt,
  readFinding,
  runOf,
  writeFinding,
  playSubject,
  type Finding,
  type Outcome,
  type Subject,
} from '../../src/hunt/index.ts'
import { encodePlain } from '../../src/port/index.ts'
import { trySteps } from '../../src/schedule/index.ts'
import { World } from '../../src/world/index.ts'
import { subjectOfRow } from '../mutants/hunting.ts'
import adoptsAgain from '../mutants/primary-backup/r5-adopts-the-same-view-again.ts'
import r1 from '../mutants/state-machine-replication/r1-any-server-reads.ts'
import { executesTwice, forgetsAnswers, reference, subject, transfersOnce } from './subjects.ts'

function quietly(schedulesMax: number, seed = 1): Parameters<typeof hunt>[1] {
  return { seed, schedulesMax, onProgress: () => {} }
}

function findingOf(hunted: Subject, property: string, options: Parameters<typeof hunt>[1]): Finding {
  const one = { ...hunted, judgements: hunted.judgements.filter(({ name }) => name === property) }
  const outcome = hunt(one, options).outcomes.find((found) => found.property === property)
  if (outcome?.verdict.kind !== 'violated')
    throw new Error(`${property} was not found broken: ${JSON.stringify(outcome)}`)
  return outcome.verdict.finding
}

/** Whether the run breaks the finding's promise in the same way. */
function breaks(hunted: Subject, finding: Finding, steps: Finding['steps']): boolean {
  const world = new World(finding.setup, hunted.cast, hunted.machine)
  trySteps(
    world,
    steps.map(({ step }) => step),
  )
  const verdict = hunted.judgements
    .find(({ name }) => name === finding.property)
    ?.judge(world.trace(null, null))
  return verdict?.kind === 'violated' && verdict.signature === finding.signature
}

function stepsOf(outcome: Outcome | undefined): number {
  return outcome?.verdict.kind === 'violated' ? outcome.verdict.finding.steps.length : 0
}

describe('a hunt', () => {
  test('says of the reference that every property holds, and has seen what that takes', () => {
    const result = hunt(subject(reference), quietly(1_000))
    expect(result.outcomes.map(({ property, verdict }) => [property, verdict.kind])).toEqual([
      ['linearizable', 'holds'],
      ['single-primary', 'holds'],
      ['no-duplicate-writes', 'holds'],
      ['view-service', 'holds'],
      ['progress', 'holds'],
      ['well-behaved', 'holds'],
    ])
    expect(result.schedules).toBe(1_000)
    expect(result.marks.get('retry after failover')).toBeGreaterThan(10)
  })

  test('that is too short to see anything says so, and not that all is well', () => {
    const kinds = hunt(subject(reference), quietly(1, 2)).outcomes.map(({ verdict }) => verdict.kind)
    expect(kinds).toContain('vacuous')
  })

  test('with the same seed is the same to the byte, with another it is not', () => {
    const hunted = (seed: number): string =>
      encodePlain(hunt(subject(executesTwice), quietly(60, seed)).outcomes)
    expect(hunted(3)).toBe(hunted(3))
    expect(hunted(3)).not.toBe(hunted(4))
  })

  test('gives the others their turn where one run of a scheduler takes as long as thousands', () => {
    const floods = subjectOfRow({
      lab: 'primary-backup',
      service: 'key-value',
      solution: adoptsAgain.solution,
    })
    const { steps, bySchedulers } = hunt(floods, { ...quietly(8, 6), until: 'first failure' })
    expect(steps).toBeGreaterThan(200_000)
    expect(bySchedulers.get('single-fault')).toBeLessThan(6)
    expect(bySchedulers.size).toBeGreaterThan(1)
  })

  test('can end with the first failure, which is that of a hunt that goes on, as it was seen', () => {
    const hunted = subject(executesTwice)
    const first = hunt(hunted, { ...quietly(3_000, 5), until: 'first failure' })
    const violated = first.outcomes.filter(({ verdict }) => verdict.kind === 'violated')
    expect(violated).toHaveLength(1)
    const whole = hunt(hunted, quietly(first.schedules, 5)).outcomes
    const same = whole.find(({ property }) => property === violated[0]?.property)
    expect(same).toMatchObject({ schedules: first.schedules, verdict: { kind: 'violated' } })
    expect(stepsOf(violated[0])).toBeGreaterThan(stepsOf(same))
  })

  test('finds by a search of a small scope what takes three clients and few steps', () => {
    const readsAnywhere = { lab: 'state-machine-replication', service: 'key-value', solution: r1.solution }
    const { outcomes, schedules, searched } = hunt(subjectOfRow(readsAnywhere), {
      ...quietly(2_000),
      until: 'first failure',
    })
    const linearizable = outcomes.find(({ property }) => property === 'linearizable')
    expect(linearizable?.verdict).toMatchObject({ kind: 'violated', scheduler: 'exhaustive search' })
    expect(schedules).toBeLessThan(1_000)
    expect(searched.at(-1)).toMatchObject({ servers: 3, calls: [1, 1, 2] })
  })

  test('ends when it is told to, with what was done until then', () => {
    let asked = 0
    const goesOn = (): boolean => (asked += 1) <= 30
    const { schedules, outcomes } = hunt(subject(reference), { ...quietly(1_000), goesOn })
    expect(schedules).toBeGreaterThan(10)
    expect(schedules).toBeLessThanOrEqual(30)
    expect(outcomes.map(({ verdict }) => verdict.kind)).not.toContain('violated')
  })

  test('says which handler ended the runs of which nothing more can be said', () => {
    class Throws extends Server {
      override timer(): void {
        throw new Error('not today')
      }
    }
    const { outcomes } = hunt(subject({ ...reference, server: Throws }), quietly(30))
    const progress = outcomes.find(({ property }) => property === 'progress')
    const why = expect.stringMatching(/^the run ended early: s\d, in timer ping: threw Error: not today/)
    expect(progress?.verdict).toMatchObject({ kind: 'undecided', why })
  })

  test('throws on what the harness itself throws, and does not blame the solution', () => {
    const broken: Subject = {
      ...subject(reference),
      marksOf: () => {
        throw new Error('a bug of ours')
      },
    }
    expect(() => hunt(broken, quietly(10))).toThrow('a bug of ours')
  })
})

describe('a finding', () => {
  const safety: [string, Subject, string][] = [
    ['a transfer without answers', subject(forgetsAnswers), 'no-duplicate-writes'],
    ['a transfer without answers', subject(forgetsAnswers), 'linearizable'],
    ['no duplicate detection', subject(executesTwice), 'no-duplicate-writes'],
  ]

  test.each(safety)(
    'of %s is 1-minimal: without any one step it does not fail (%#)',
    (_name, hunted, property) => {
      const finding = findingOf(hunted, property, quietly(3_000, 5))
      expect(breaks(hunted, finding, finding.steps)).toBe(true)
      expect(finding.steps.length).toBeGreaterThan(5)
      for (const omitted of finding.steps) {
        expect(
          breaks(
            hunted,
            finding,
            finding.steps.filter((step) => step !== omitted),
          ),
        ).toBe(false)
      }
    },
  )

  test('survives being written and read, and replays to the same trace', () => {
    const hunted = subject(forgetsAnswers)
    const finding = findingOf(hunted, 'no-duplicate-writes', quietly(3_000))
    const text = writeFinding({ ...finding, solution: 'solution.ts' })
    const read = readFinding(text)
    expect(read).toEqual({ ...finding, solution: 'solution.ts' })
    expect(writeFinding(read)).toBe(text)
    expect(encodePlain(playSubject(hunted, runOf(read)))).toBe(
      encodePlain(playSubject(hunted, runOf(finding))),
    )
  })

  test('of progress keeps its clock, and replays with it', () => {
    const hunted = subject(transfersOnce)
    const finding = findingOf(hunted, 'progress', quietly(3_000))
    expect(finding.calm).not.toBeNull()
    const again = hunted.judgements
      .find(({ name }) => name === 'progress')
      ?.judge(playSubject(hunted, runOf(finding)))
    expect(again).toMatchObject({ kind: 'violated', signature: finding.signature })
  })
})

describe('a file that is no finding', () => {
  test.each([
    ['{"format": 1', 'is the file truncated?'],
    ['[]', '`format` must be a number'],
    ['{"format": 3}', 'the finding is format 3, this build reads up to 1: upgrade splitbrain'],
    ['{"format": 1}', '`property` must be a text'],
    [
      '{"format":1,"property":"p","signature":"s","because":"b","solution":"x.ts","setup":{"lab":"l","service":"s","servers":[],"clients":[]},"calm":null,"steps":[{"atMs":null,"step":{"kind":"teleport"}}]}',
      'steps[0]: expected { atMs, step } with a step of the kind invoke, deliver, timer, crash, join',
    ],
    [
      '{"format":1,"property":"p","signature":"s","because":"b","solution":"x.ts","setup":{"lab":"l","service":"s","servers":[],"clients":[]},"calm":null,"steps":[{"atMs":null,"step":{"kind":"join"}}]}',
      'and its fields (node), found {"atMs":null,"step":{"kind":"join"}}',
    ],
    [
      '{"format":1,"property":"p","signature":"s","because":"b","solution":"x.ts","setup":{"lab":"l","service":"s","servers":"s1","clients":[]},"calm":{},"steps":[]}',
      '`setup.servers` must be a list of addresses',
    ],
  ])('%s is refused with what was expected', (text, message) => {
    expect(() => readFinding(text)).toThrow(message)
  })
})
