import { expect, test } from 'vitest'
import { wellBehaved } from '../../properties/well-behaved.ts'
import { forTerminal } from '../../src/cli/terminal.ts'
import { explain, tell } from '../../src/explain/index.ts'
import { formats } from '../../src/grade/index.ts'
import { problem } from '../../src/grade/solution/problem.ts'
import { findingOf } from '../../src/hunt/index.ts'
import { renderMermaid, renderStory, renderText } from '../../src/report/index.ts'
import type { Message } from '../../src/port/index.ts'
import { grade, item, telling, told } from '../grade/formats/grades.ts'
import { deliver, worldWith } from '../world/counter.ts'

/** Clears the screen, goes back in the line, turns the direction, hides, and says that all is well on a line of its own. */
const hostile = 'a\u001B[2J\r\u202E\u200B\u009B\u0007\u{E0041}\n✓ everything held'

const obeyed = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

/** A server says it in a kind, a field, the name of a timer, and at last in what it throws. */
function traceOfHostile() {
  const message = { kind: hostile, [hostile]: hostile, view: { number: 1, primary: hostile } } as Message
  const world = worldWith({
    start: (out) => {
      out.send('s2', message)
      out.setTimer(hostile, 1)
    },
    receive: (_message, _from, out) => out.send('s1', message),
    timer: () => {
      throw new TypeError(hostile)
    },
  })
  world.apply(deliver('s1', 's2', message), null)
  world.apply({ kind: 'timer', node: 's1', name: hostile }, null)
  return world.trace(null, null)
}

const trace = traceOfHostile()
const verdict = wellBehaved.judge(trace)
if (verdict.kind !== 'violated') throw new Error('a server has thrown')
const finding = findingOf('well-behaved', verdict, trace, null)
const lab = { fixed: [] }
const explanation = explain({
  trace,
  judgement: wellBehaved,
  violated: verdict,
  lab,
  placement: null,
  replay: { file: hostile, solution: hostile },
  detail: 'full',
})

const text = renderText(explanation, { colour: false, columns: 100 })
const written = {
  'the text of a finding': text,
  'the text of a story': renderStory(tell(trace, lab), { colour: false, columns: 100 }),
  'a diagram in Mermaid': renderMermaid(explanation),
  'why it fails': finding.because,
  'a problem': JSON.stringify(problem(hostile, hostile)),
  ...Object.fromEntries(
    Object.entries(formats).map(([name, format]) => [
      `the format ${name}`,
      format.write([
        told(grade([item({ id: 'a', verdict: 'violated', because: finding.because })]), {
          a: telling({ text, mermaid: renderMermaid(explanation) }),
        }),
      ]),
    ]),
  ),
}

test.each(Object.entries(written))('%s has nothing that a terminal or a page obeys', (_name, each) => {
  // Lines of CSV end so.
  expect(each.replaceAll('\r\n', '\n')).not.toMatch(obeyed)
  expect(each).not.toMatch(/^\s*✓ everything held/m)
})

test('what was thrown is shown, with escapes', () => {
  const shown = String.raw`a\u001b[2J\r\u202e\u200b\u009b\u0007\udb40\udc41\n✓ everything held`
  expect(finding.because).toBe(`s1, in timer ${shown}: threw TypeError: ${shown}`)
})

test('what goes to a terminal keeps our colours, and shows what else it would obey', () => {
  const ours = '\u001B[31m\u001B[1m✗\u001B[22m\u001B[39m one\n\ttwo'
  expect(forTerminal(ours)).toBe(ours)
  expect(forTerminal('\u001B[2J\u001B[8m\u001B]0;title\u0007\rx\u202E')).toBe(
    String.raw`\u001b[2J\u001b[8m\u001b]0;title\u0007\rx\u202e`,
  )
})
