import { describe, expect, test } from 'vitest'
import type { Row } from '../../../src/explain/index.ts'
import { formats } from '../../../src/grade/index.ts'
import { renderMermaid } from '../../../src/report/index.ts'
import { explanation } from '../../report/deposed.ts'
import { grade, hostile, item, mixed, telling, told } from './grades.ts'

const summary = formats['github-summary']
const annotations = formats['github-annotations']

/** Blocks of code as GitHub sees them: a fence is closed by one that is as long, or longer. */
function withoutCode(markdown: string): { readonly prose: string; readonly code: Record<string, string> } {
  const code: Record<string, string> = {}
  const prose = markdown.replaceAll(
    /^(`{3,})(\w+)\n([^]*?)^\1`*$/gm,
    (_, _fence, language: string, body: string) => {
      code[language] = body
      return ''
    },
  )
  return { prose, code }
}

describe('the job summary', () => {
  test('has a table of all items and the shortest run as a diagram', () => {
    const mermaid = renderMermaid(explanation)
    const text = summary.write([
      told(mixed.grade, {
        linearizable: telling({ steps: 40 }),
        'stale-read': telling({ steps: 14, mermaid }),
      }),
    ])
    const { prose, code } = withoutCode(text)
    expect(prose).toContain('## submissions&#47;ann&#47;solution&#46;ts: 10 of 56.5 points')
    expect(prose.match(/^\| [✓✗?] \|/gm)).toHaveLength(6)
    expect(prose).toContain('### What cost stale&#45;read')
    expect(code['mermaid']).toBe(mermaid)
    expect(code['sh']).toBe('npx splitbrain scenario stale-read solution.ts\n')
  })

  test.each(hostile)('shows as it is what a student writes: %j', (text) => {
    const one = item({ id: 'failover', because: text, verdict: 'violated' })
    const problems = [{ where: null, message: text }]
    const whole = summary.write([
      told(grade([one], { solution: text, status: 'cut short', problems }), { failover: telling({ text }) }),
    ])
    const { prose } = withoutCode(whole)
    const [, heading] = /^## (.*): 0 of 10 points$/m.exec(prose) ?? []
    const [, problem] = /^- (.*)$/m.exec(prose) ?? []
    const [, cell] = /^\| ✗ \| 0\/10 \| .* \| violated: (.*) \|$/m.exec(prose) ?? []
    for (const shown of [heading, problem, cell]) {
      expect(shown).toMatch(/^(?:[\p{L}\p{N} ,…\u{FFFD}]|&#\d+;)*$/u)
    }
    // Nothing but our own lines: a fence or a tag of the student's would show here.
    expect(prose.match(/<\/?\w+>/g)).toEqual(['<details>', '<summary>', '</summary>', '</details>'])
    expect(prose).not.toContain('`')
  })

  test('is smaller than GitHub takes, and says what it leaves out', () => {
    const long = '<'.repeat(1_000_000)
    const items = Array.from({ length: 60 }, (_, i) =>
      item({ id: `item-${i}`, because: long, verdict: 'violated' }),
    )
    const mermaid = `sequenceDiagram\n${'  c1->>s1: 1. Request\n'.repeat(10_000)}`
    const one = told(grade(items), { 'item-3': telling({ text: long, mermaid }) })
    const text = summary.write([one, one, one, one])
    expect(Buffer.byteLength(text)).toBeLessThan(1_048_576)
    expect(text).toMatch(/more submissions are left out here/)
    expect(text).toMatch(/[1-9]\d+ more lines of the diagram are left out here/)
    expect(text).toMatch(/more characters are left out here/)
    expect(withoutCode(text).code['mermaid']?.length).toBeLessThan(50_000)
  })
})

test.each(hostile)('a diagram has the lines that it should have, whatever a student writes: %j', (text) => {
  const { diagram } = explanation
  const rows = diagram.rows.map((row): Row => {
    switch (row.kind) {
      case 'message':
        return { ...row, label: text, remark: text }
      case 'lost':
        return { ...row, label: text }
      case 'note':
      case 'banner':
      case 'fatal':
        return { ...row, text }
      case 'folded':
        return { ...row, kinds: [text] }
      default:
        return row satisfies never
    }
  })
  const lines = renderMermaid({ ...explanation, diagram: { ...diagram, rows } })
    .trimEnd()
    .split('\n')
  expect(lines).toHaveLength(1 + diagram.lanes.length + rows.length)
  for (const line of lines.slice(1 + diagram.lanes.length)) {
    expect(line).toMatch(/^ {2}(Note over [\w,]+|\w+(->>|-x)\w+): (?:[^#;%<>&$`\\\p{Cc}]|#\d+;)*$/u)
  }
})

describe('annotations', () => {
  const commands = (text: string): readonly string[] => text.split('\n').slice(0, -1)
  const command = /^::(error|warning) file=([^,:\r\n]*),line=(\d+),title=([^,:\r\n]*)::([^\r\n]*)$/

  test('are an error for what broke, a warning for what was not decided, the dearest first', () => {
    const text = annotations.write([mixed])
    for (const line of commands(text)) expect(line).toMatch(command)
    expect(commands(text).map((line) => line.split('::')[1]?.split(' ')[0])).toEqual([
      'error',
      'error',
      'error',
      'warning',
      'warning',
    ])
    expect(commands(text)[0]).toBe(
      '::error file=submissions/ann/solution.ts,line=1,title=linearizable%3A Title of linearizable::violated: c2 read null',
    )
  })

  test('point at the line that threw', () => {
    const because = 's2, in receive Forward: threw Error: not implemented (parts/server.ts:7)'
    const one = told(grade([item({ id: 'well-behaved', verdict: 'violated', because })]))
    expect(annotations.write([one])).toContain('file=submissions/ann/parts/server.ts,line=7,')
  })

  test('of a solution that cannot be used are its problems', () => {
    const problems = [
      { where: 'solution.ts:3', message: 'expected ;' },
      { where: null, message: 'no default export' },
    ]
    const items = mixed.grade.items.map((one) => ({ ...one, verdict: 'undecided' as const }))
    const lines = commands(annotations.write([told(grade(items, { status: 'unusable', problems }))]))
    expect(lines).toEqual([
      '::error file=submissions/ann/solution.ts,line=3,title=cannot be graded::solution.ts:3: expected ;',
      '::error file=submissions/ann/solution.ts,line=1,title=cannot be graded::no default export',
    ])
  })

  test('are as many as GitHub shows, and the last says how many there are', () => {
    const items = Array.from({ length: 13 }, (_, i) => item({ id: `item-${i}`, verdict: 'violated' }))
    const lines = commands(annotations.write([told(grade(items))]))
    expect(lines).toHaveLength(10)
    expect(lines.at(-1)).toContain('title=and 4 more::4 more are left out here')
  })

  test.each(hostile)('are one command each, whatever a student writes: %j', (text) => {
    const items = [
      item({ id: 'failover', title: text, because: text, verdict: 'violated' }),
      item({ id: 'progress', because: text, verdict: 'undecided' }),
    ]
    const lines = commands(annotations.write([told(grade(items, { solution: text }))]))
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).toMatch(command)
    // What is written as `%0A` stays these three characters.
    for (const [, code] of lines.join().matchAll(/%(..)/g)) expect(['25', '3A', '2C']).toContain(code)
  })
})

test.each(hostile)('the log of the reporter obeys nothing that a student writes: %j', (text) => {
  const one = item({ id: 'failover', title: text, because: text, verdict: 'violated' })
  const result = JSON.parse(formats['github-classroom'].write([told(grade([one]))])) as {
    tests: { name: string; message: string }[]
  }
  for (const { name, message } of result.tests) expect(`${name} ${message}`).not.toMatch(/::|##\[|[\r\n]/)
})

test('the result for the reporter fits into an environment variable', () => {
  const long = '一'.repeat(100_000)
  const items = Array.from({ length: 60 }, (_, i) =>
    item({ id: `item-${i}`, because: long, verdict: 'violated' }),
  )
  const text = formats['github-classroom'].write([told(grade(items))])
  expect(Buffer.from(text).toString('base64').length).toBeLessThan(131_072)
  expect(text).toContain('more characters are left out here')
})

test.each(hostile)('Autolab gets the scores from us, whatever a student writes: %j', (text) => {
  const one = item({ id: 'failover', title: text, because: text, verdict: 'violated' })
  const problems = [{ where: text, message: text }]
  const output = formats.autolab.write([told(grade([one], { status: 'cut short', problems }))])
  const lines = output.trimEnd().split('\n')
  expect(lines).toHaveLength(5)
  expect(lines.at(-1)).toBe('{"scores":{"failover":0},"scoreboard":[0]}')
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^(The grading|Problem:|Item|Total:)/)
})

test.each(['gradescope', 'prairielearn'] as const)('%s is of a size that can be taken', (name) => {
  const long = '一"\\'.repeat(100_000)
  const items = Array.from({ length: 60 }, (_, i) =>
    item({ id: `item-${i}`, because: long, verdict: 'violated' }),
  )
  const tellings = Object.fromEntries(items.map(({ id }) => [id, telling({ text: long })]))
  const text = formats[name].write([
    told(grade(items, { problems: [{ where: null, message: long }] }), tellings),
  ])
  expect(Buffer.byteLength(text)).toBeLessThan(1_000_000)
  expect(text).toContain('more characters are left out here')
})
