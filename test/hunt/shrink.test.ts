import { describe, expect, test } from 'vitest'
import {
  hunt,
  inevitabilityOf,
  playSubject,
  runOf,
  shrink,
  type Finding,
  type Subject,
} from '../../src/hunt/index.ts'
import { shrinkAll, type Shrunk } from '../../src/hunt/shrink.ts'
import { contentOf, encodePlain } from '../../src/port/index.ts'
import type { Judgement, Setup, Step, Trace } from '../../src/trace/index.ts'
import { World } from '../../src/world/index.ts'
import { rows, subjectOfRow } from '../mutants/hunting.ts'
import { executesTwice, subject } from './subjects.ts'

const hunted = subject(executesTwice)
/** Walks alone: what they come upon first is short enough to be held against an enumeration. */
const wrong = hunt(hunted, { seed: 1, schedulesMax: 60, schedulers: ['walk'], onProgress() {} })

function found(property: string): Finding {
  const verdict = wrong.outcomes.find((outcome) => outcome.property === property)?.verdict
  if (verdict?.kind !== 'violated') throw new Error(`${property} was not found broken`)
  return verdict.finding
}

function shrunkAll(...[judgement, run]: [Judgement, ReturnType<typeof runOf>]): Shrunk {
  const shrunk = shrinkAll(hunted, judgement, run)
  if (shrunk === null) throw new Error(`the run does not break ${judgement.name}`)
  return shrunk
}

function judgementOf({ judgements }: Subject, property: string): Judgement {
  const judgement = judgements.find(({ name }) => name === property)
  if (judgement === undefined) throw new Error(`nobody judges ${property}`)
  return judgement
}

describe('a finding that is proved to be the shortest', () => {
  test('is as long as the shortest of all runs that can be played with its nodes and calls', () => {
    const finding = found('no-duplicate-writes')
    expect(finding.minimality).toBe('proved')
    expect(finding.steps).toHaveLength(fewestSteps(finding))
  })

  test('still replays to what it says', () => {
    const finding = found('no-duplicate-writes')
    const verdict = judgementOf(hunted, finding.property).judge(playSubject(hunted, runOf(finding)))
    expect(verdict).toMatchObject({
      kind: 'violated',
      signature: finding.signature,
      because: finding.because,
    })
  })

  test('is not claimed of a promise that is judged on whole runs, nor of a run with a clock', () => {
    for (const { verdict } of wrong.outcomes) {
      if (verdict.kind !== 'violated') continue
      const { monitor } = judgementOf(hunted, verdict.finding.property)
      if (monitor === undefined || verdict.finding.calm !== null)
        expect(verdict.finding.minimality).toBeUndefined()
    }
  })
})

/** The length of the shortest run that fails as the finding does: every run is played in an ordinary world. */
function fewestSteps({ setup, steps, property, signature }: Finding): number {
  const { judge } = judgementOf(hunted, property)
  const calls = steps.flatMap(({ step }) => (step.kind === 'invoke' ? [step] : []))
  let level: (readonly Step[])[] = [[]]
  for (let length = 1; length <= steps.length; length += 1) {
    const next = new Map<string, readonly Step[]>()
    for (const run of level) {
      for (const step of enabledAfter(setup, run, calls)) {
        const longer = [...run, step]
        const verdict = judge(played(setup, longer))
        if (verdict.kind === 'violated' && verdict.signature === signature) return length
        next.set(perNode(longer), longer)
      }
    }
    level = [...next.values()]
  }
  throw new Error('not even the finding itself was met')
}

/** Runs in which every node does the same are the same to this promise. */
function perNode(run: readonly Step[]): string {
  const ofNodes = new Map<string, string>()
  for (const step of run) {
    const node = nodeOf(step)
    ofNodes.set(node, `${ofNodes.get(node) ?? ''} ${contentOf(step)}`)
  }
  return encodePlain([...ofNodes].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function nodeOf(step: Step): string {
  if (step.kind === 'deliver') return step.to
  return step.kind === 'invoke' ? step.client : step.node
}

function played(setup: Setup, run: readonly Step[]): Trace {
  const world = new World(setup, hunted.cast, hunted.machine)
  for (const step of run) world.apply(step, null)
  return world.trace(null, null)
}

function enabledAfter(
  setup: Setup,
  run: readonly Step[],
  calls: readonly (Step & { kind: 'invoke' })[],
): readonly Step[] {
  const world = new World(setup, hunted.cast, hunted.machine)
  for (const step of run) world.apply(step, null)
  const sent = world.entries.flatMap(({ effects }) =>
    effects.flatMap((effect): Step[] =>
      effect.kind === 'sent'
        ? [{ kind: 'deliver', from: effect.from, to: effect.to, message: effect.message }]
        : [],
    ),
  )
  const timers = ['vs', ...setup.servers, ...setup.clients].flatMap((node) =>
    [...world.timersOf(node)].map((name): Step => ({ kind: 'timer', node, name })),
  )
  const made = run.filter(({ kind }) => kind === 'invoke').length
  const different = new Map(
    [...sent, ...timers, ...calls.slice(made, made + 1)].map((step) => [contentOf(step), step]),
  )
  return [...different.values()].filter((step) => world.whyNot(step) === null)
}

describe('while one failure is shrunk', () => {
  test('no server goes away that the solutions of the lab know by name: a message to it would be said to be wrong', () => {
    const row = rows.find(({ lab, id }) => lab === 'state-machine-replication' && id === 'O1')
    if (row === undefined) throw new Error('there is no wrong variant O1 any more')
    const { outcomes } = hunt(subjectOfRow(row), { seed: 1, schedulesMax: 100, onProgress() {} })
    const findings = outcomes.flatMap(({ verdict }) =>
      verdict.kind === 'violated' ? [verdict.finding, ...verdict.others] : [],
    )
    expect(findings.map((finding) => finding.property)).toContain('replicas-agree')
    for (const { setup } of findings) expect(setup.servers).toEqual(['s1', 's2', 's3'])
    expect(outcomes.find(({ property }) => property === 'well-behaved')?.verdict.kind).toBe('holds')
  })

  test('another promise that is broken on the way is a finding of its own, with a run of its own', () => {
    const linearizable = judgementOf(hunted, 'linearizable')
    const { slips } = shrunkAll(linearizable, runOf(found('linearizable')))
    const slip = slips.find(({ property }) => property === 'no-duplicate-writes')
    if (slip === undefined) throw new Error('a write that is executed twice was not noticed')
    const shrunk = shrink(hunted, judgementOf(hunted, slip.property), runOf(slip))
    expect(shrunk?.signature).toBe(slip.signature)
    expect(shrunk?.steps.length).toBeLessThanOrEqual(slip.steps.length)
  })

  test('the same promise broken in another way is kept apart, and the failure keeps its own way', () => {
    const { finding, slips } = shrunkAll(twoWays, runOf(found('linearizable')))
    expect(finding.signature).toBe('answered')
    expect(
      slips.filter(({ property }) => property === twoWays.name).map(({ signature }) => signature),
    ).toEqual(['asked'])
  })
})

/** Fails in one way once a call was answered, and in another as long as none is. */
const twoWays: Judgement = {
  name: 'two-ways',
  claim: 'nobody calls',
  source: 'made up',
  on: 'every schedule',
  needs: [],
  judge({ entries }) {
    const at = entries.findIndex(({ effects }) => effects.some(({ kind }) => kind === 'finished'))
    const asked = entries.findIndex(({ cause }) => cause.kind === 'invoke')
    if (at >= 0)
      return { kind: 'violated', signature: 'answered', because: 'a call was answered', entries: [at] }
    if (asked < 0) return { kind: 'holds' }
    return { kind: 'violated', signature: 'asked', because: 'a call was made', entries: [asked] }
  },
}

describe('how a run came to fail', () => {
  test('is decided with the very step that nothing else could have brought about', () => {
    const { steps, ...rest } = found('no-duplicate-writes')
    const crash = { atMs: null, step: { kind: 'crash', node: 's1' } } as const
    const finding = {
      ...rest,
      property: crashes.name,
      steps: [...steps.slice(0, 2), crash, ...steps.slice(2, 4)],
    }
    expect(inevitabilityOf(hunted, crashes, finding)).toEqual({
      continuations: 25,
      // Random continuations crash no node.
      failing: [0, 0, 0, 25, 25, 25],
      step: 3,
      isInevitable: true,
    })
  })

  test('is open to the end where the last step alone is wrong: a repetition that need not have arrived', () => {
    const finding = found('no-duplicate-writes')
    const inevitability = inevitabilityOf(hunted, judgementOf(hunted, finding.property), finding)
    expect(inevitability?.step).toBe(finding.steps.length)
    expect(inevitability?.failing.at(-1)).toBe(25)
    expect(inevitability?.failing.at(-2)).toBeLessThan(60)
  })

  test('is counted the same every time', () => {
    const finding = found('no-duplicate-writes')
    const judgement = judgementOf(hunted, finding.property)
    expect(inevitabilityOf(hunted, judgement, finding)).toEqual(inevitabilityOf(hunted, judgement, finding))
  })

  test('is not asked of a run with a clock', () => {
    const finding = {
      ...found('no-duplicate-writes'),
      calm: { fromMs: 0, endMs: 1, severed: [], unissued: 0 },
    }
    expect(inevitabilityOf(hunted, judgementOf(hunted, finding.property), finding)).toBeNull()
  })
})

const crashes: Judgement = {
  ...twoWays,
  name: 'crashes',
  judge({ entries }) {
    const at = entries.findIndex(({ cause }) => cause.kind === 'crash')
    if (at < 0) return { kind: 'holds' }
    return { kind: 'violated', signature: 'crashed', because: 'a node crashed', entries: [at] }
  },
}
