import { describe, expect, test } from 'vitest'
import { judgements } from '../../properties/index.ts'
import { pointsOf, type Scored } from '../../src/grade/rubric/points.ts'

const parts = ['viewServer', 'server', 'client']

function scored(verdict: Scored['judged']['verdict'], part?: string): Scored {
  const check = { kind: 'scenario', name: 'failover' } as const
  const item = {
    id: 'a',
    title: 'A',
    points: 3,
    check,
    hidden: false,
    seeds: [1],
    files: { stories: {}, findings: {} },
  }
  return { item, part, judged: { verdict, because: '', finding: null } }
}

describe('what all parts lose together', () => {
  test('costs each part at fault its share', () => {
    expect(pointsOf(scored('violated'), parts, [])).toBe(0)
    expect(pointsOf(scored('violated'), parts, ['server'])).toBe(2)
    expect(pointsOf(scored('violated'), parts, ['server', 'client'])).toBe(1)
    expect(pointsOf(scored('violated'), parts, parts)).toBe(0)
  })

  test('costs all of it where nobody has seen that it is right', () => {
    for (const verdict of ['vacuous', 'undecided'] as const)
      for (const atFault of [[], ['server'], parts]) expect(pointsOf(scored(verdict), parts, atFault)).toBe(0)
  })

  test('has a share for none of the parts that were examined by themselves', () => {
    expect(pointsOf(scored('violated', 'server'), parts, ['server'])).toBe(0)
    expect(pointsOf(scored('held', 'client'), parts, ['server'])).toBe(3)
  })
})

test.each(Object.entries(judgements))(
  'in the lab %s no write is called done once where none was done',
  (_, of) => {
    for (const { name, needs } of of)
      if (name === 'no-duplicate-writes') expect(needs).toContain('write acknowledged')
  },
)
