import { describe, expect, test } from 'vitest'
import { renderText } from '../../src/report/index.ts'
import { explanation } from './deposed.ts'

const plain = renderText(explanation, { colour: false, columns: 80 })

test('a finding is told from the broken promise to the command that shows it again', () => {
  expect(plain).toMatchInlineSnapshot(`
    "✗ linearizable

      “clients see one state machine”
      is broken, because c2 read null after "a" was written.

    Rule 2: the primary waits until the backup has accepted an operation before it
    replies, reads too (slides 21, 25–28)

      step 13   s1, primary of view 1, answered c2#1 (get x) without having heard
                from its backup s2 that it had accepted it; s2 is primary of view 2
                by then, of which s1 has not heard.
      instead   forward reads as well, and answer after s2 has accepted: a deposed
                primary would then learn that it is one.

    What happened, in 14 steps

      step   c1   c2   s1   s2   s3   vs
         1   │    │    ├─────────────▶│   Ping v0
           ── view 1: primary s1, backup s2 ───────────────────────────────────────
         2   │    │    │◀─────────────┤   ViewReply v1
         3   │    │    ├─────────────▶│   Ping v1
         4   │    │    │    │◀────────┤   ViewReply v1
         5   ◇    │    │    │         │   c1 calls put x a
             ├╌╌╌╌╌╌╌✗ │    │         │   Request v1 c1#1 put x a is lost
         6   │    │    │    │         •   vs timer check
           ── view 2: primary s2, no backup ───────────────────────────────────────
             │    │    │ ✗╌╌╌╌╌╌╌╌╌╌╌╌┤   ViewReply v2 is lost
         7   │    │    │    │◀────────┤   ViewReply v2
         8   ├─────────────▶│         │   Request v2 c1#1 put x a
             │    │    │    │         │   (late: sent at step 5, before view 2)
             │    │    │    ■         │   s2 executes put x a → "ok"
         9   │◀─────────────┤         │   Reply v2 c1#1 → "ok"
             ◆    │    │    │         │   c1 returns "ok"
        10   │    │    │    │    ○    │   s3 joins, with no state
        11   │    │    │    ✗    │    │   s2 crashes
        12   │    ◇    │         │    │   c2 calls get x
    ▶   13   │    ├───▶│         │    │   Request v1 c2#1 get x
             │    │    ■         │    │   s1 executes get x → null
             │    │    │         │    │   ▲ here it went wrong: Rule 2
    ▶   14   │    │◀───┤         │    │   Reply v1 c2#1 → null
             │    ◆    │         │    │   c2 returns null
             │    │    │         │    │   ▲ and here it shows

    Calls, over the steps

      c1#1  put x a              ├──────────┤                 → "ok"
      c2#1  get x                                    ├─────┤  → null  ✗ fits nowhere

    An order that explains all the others

      1. c1 put x a → "ok"
      ✗  c2 get x would return "a" here; it returned null

    Again

      npx splitbrain replay deposed.json './my solution.ts'

    As a test

      import { readFileSync } from 'node:fs'
      import fc from 'fast-check'
      import { readFinding } from 'splitbrain'
      import { example, linearizable } from 'splitbrain/vitest'
      import { test } from 'vitest'
      import solution from './my solution.ts'

      test('deposed.json stays fixed', () => {
        const finding = readFinding(readFileSync('deposed.json', 'utf8'))
        fc.assert(linearizable(solution), { examples: [example(finding)], numRuns: 1 })
      })
    "
  `)
})

test('the same finding is told in the same bytes', () => {
  expect(renderText(explanation, { colour: false, columns: 80 })).toBe(plain)
})

describe('colour', () => {
  const ansi = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

  test('is there when asked for, and nothing else differs', () => {
    const coloured = renderText(explanation, { colour: true, columns: 80 })
    expect(coloured).toMatch(ansi)
    expect(coloured.replace(ansi, '').replace(/ +$/gm, '')).toBe(plain)
  })

  test('is not there when not asked for', () => {
    expect(plain).not.toMatch(ansi)
  })
})

test.each([72, 80, 100, 120])('no line is wider than %i columns', (columns) => {
  const story = renderText({ ...explanation, replay: null }, { colour: false, columns })
  for (const line of story.split('\n')) expect(line.length, line).toBeLessThanOrEqual(columns)
})

test('without a rule it says so, and where to start', () => {
  const text = renderText({ ...explanation, diagnosis: null }, { colour: false, columns: 80 })
  expect(text).toContain('No single rule of the lecture could be named')
})

test('a message of a node to itself has no arrow, arrived or lost', () => {
  const self = { step: 1, atMs: null, from: 's1', to: 's1', label: 'Note' }
  const lanes = [{ node: 's1', fromStep: 0, untilStep: null }]
  const rows = [
    { ...self, kind: 'message' as const, remark: null, isChatter: false },
    { ...self, kind: 'lost' as const },
  ]
  const text = renderText({ ...explanation, diagram: { lanes, rows } }, { colour: false, columns: 80 })
  expect(text).toMatch(/↺ +Note$/m)
  expect(text).toMatch(/✗ +Note is lost$/m)
})

test('an order of one call is not shown', () => {
  const { order } = explanation
  if (order === null) throw new Error('expected an order')
  const heading = 'An order that explains all the others'
  expect(plain).toContain(heading)
  const alone = renderText(
    { ...explanation, order: { ...order, placed: [] } },
    { colour: false, columns: 80 },
  )
  expect(alone).not.toContain(heading)
})

describe('the step that decides', () => {
  /** Of ten continuations none fails before the step, and all after it. */
  const decidedAt = (step: number, brokenAt: number): string => {
    const { diagnosis } = explanation
    if (diagnosis === null) throw new Error('the run has a diagnosis')
    const failing = Array.from({ length: explanation.steps + 1 }, (_of, i) => (i < step ? 0 : 10))
    const told = {
      ...explanation,
      diagnosis: { ...diagnosis, step: brokenAt },
      inevitability: { failing, continuations: 10, step, isInevitable: true },
    }
    return renderText(told, { colour: false, columns: 120 }).replaceAll(/\s+/g, ' ')
  }

  test('is said to lead up to the one at which the rule is broken', () => {
    expect(decidedAt(11, 13)).toContain('10 after it. It leads up to step 13, where the rule is broken. What')
  })

  test('is where the harm is done where it comes later', () => {
    expect(decidedAt(8, 5)).toContain(
      'Step 5 did no harm by itself: all could still have come out well, until step 8. What',
    )
  })

  test('needs no word where they are the same', () => {
    expect(decidedAt(13, 13)).toContain('0 fail before it, 10 after it. What happened')
  })
})

test('the command that shows the finding of a course’s own story again names its rubric', () => {
  const replay = { file: 'story.json', solution: 'mine.ts', rubric: 'our rubric.yaml' }
  expect(renderText({ ...explanation, replay }, { colour: false, columns: 80 })).toContain(
    "npx splitbrain replay story.json mine.ts --rubric 'our rubric.yaml'",
  )
})
