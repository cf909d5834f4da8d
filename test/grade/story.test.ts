import { describe, expect, test } from 'vitest'
import { parseStory } from '../../src/grade/rubric/story.ts'
import { scenarios } from '../../src/labs/scenarios.ts'

interface Story {
  plan: { setup: Record<string, unknown>; scheduler: { faults: Record<string, unknown>[] } }
  expects: Record<string, unknown>
  judgedBy?: string[]
}

/** The story of the lecture, as a file of the course's own, with something changed. */
function changed(change: (story: Story) => void): string {
  const story = JSON.parse(JSON.stringify(scenarios.find(({ name }) => name === 'failover'))) as Story
  change(story)
  return JSON.stringify(story)
}

test.each(scenarios.map(({ name, lab }) => [name, lab]))(
  '%s is a story that a rubric may have',
  (name, lab) => {
    const scenario = scenarios.find((each) => each.name === name)
    expect(parseStory(JSON.stringify(scenario), lab ?? '')).toEqual(JSON.parse(JSON.stringify(scenario)))
  },
)

describe('is refused when the rubric is read:', () => {
  test.each<[string, (story: Story) => void, RegExp]>([
    [
      'a fault that there is not',
      ({ plan }) => Object.assign(plan.scheduler.faults[0] ?? {}, { kind: 'explode' }),
      /^plan\.scheduler\.faults\[0\]\.kind: expected one of crash, cut, .*found "explode"/,
    ],
    [
      'a fault that lacks what it needs',
      ({ plan }) => plan.scheduler.faults.push({ kind: 'stall' }),
      /^it cannot be played: /,
    ],
    [
      'a service that the lab cannot run',
      ({ plan }) => Object.assign(plan.setup, { service: 'virtual-machine' }),
      /^plan\.setup\.service: expected one of key-value, .*found "virtual-machine"/,
    ],
    [
      'two nodes with one address',
      ({ plan }) => Object.assign(plan.setup, { servers: ['s1', 's1'] }),
      /^plan\.setup\.servers: expected each address once/,
    ],
    [
      'a mark that no run has',
      ({ expects }) => Object.assign(expects, { marks: ['nonsense'] }),
      /^expected a story that the reference comes through, but there never was: nonsense$/,
    ],
    [
      'a property that there is not',
      (story) => (story.judgedBy = ['linearizable', 'quick']),
      /^judgedBy\[1\]: expected one of linearizable, .*found "quick"/,
    ],
    [
      'an end that the reference does not come to',
      ({ expects }) => Object.assign(expects, { kind: 'stuck', name: 'stuck-no-backup' }),
      /^expected a story that the reference comes through, but there never was: /,
    ],
  ])('%s', (_, change, message) => {
    expect(() => parseStory(changed(change), 'primary-backup')).toThrow(message)
  })
})
