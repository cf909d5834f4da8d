import type { CallBar, Order } from '../explain/index.ts'
import { labelled, type Paint, type Tone } from './paint.ts'

/** More calls than this are not shown one by one. */
const callsMax = 16
const barColumnsMin = 12

/** Calls as intervals of steps, with what they returned. */
export function renderCalls(
  calls: readonly CallBar[],
  steps: number,
  columns: number,
  paint: Paint,
): readonly string[] {
  const shown = chosen(calls)
  const nameColumns = Math.max(...shown.map((call) => nameOf(call).length))
  const tailColumns = Math.max(...shown.map((call) => tailOf(call).length))
  const barColumns = Math.max(barColumnsMin, columns - nameColumns - tailColumns - 6)
  const lines = shown.map((call) => {
    const name = nameOf(call).padEnd(nameColumns)
    const bar = barOf(call, steps, barColumns)
    const tone: Tone = call.place === 'unplaceable' ? 'wrong' : 'plain'
    return `  ${paint(tone, `${name}  ${bar}  ${tailOf(call)}`.trimEnd())}`
  })
  const left = calls.length - shown.length
  return left === 0 ? lines : [...lines, paint('faint', `  … and ${left} more`)]
}

/** The ones that matter: those that have no place or no answer, then the latest. */
function chosen(calls: readonly CallBar[]): readonly CallBar[] {
  if (calls.length <= callsMax) return calls
  const heaviest = calls
    .map((call, i) => ({ call, i }))
    .toSorted((a, b) => weight(b.call) - weight(a.call) || b.i - a.i)
    .slice(0, callsMax)
  return heaviest.toSorted((a, b) => a.i - b.i).map(({ call }) => call)
}

function weight({ place, toStep }: CallBar): number {
  return (place === 'unplaceable' ? 2 : 0) + (toStep === null ? 1 : 0)
}

function nameOf({ client, number, label }: CallBar): string {
  return `${client}#${number}  ${label}`
}

function tailOf({ result, place }: CallBar): string {
  const returned = result === null ? 'no answer' : `→ ${result}`
  return place === 'unplaceable' ? `${returned}  ✗ fits nowhere` : returned
}

function barOf({ fromStep, toStep }: CallBar, steps: number, columns: number): string {
  const place = (step: number): number => Math.round(((step - 1) / Math.max(1, steps - 1)) * (columns - 1))
  const from = place(fromStep)
  const to = toStep === null ? columns - 1 : Math.max(from + 1, place(toStep))
  const end = toStep === null ? '…' : '┤'
  return `${' '.repeat(from)}├${'─'.repeat(Math.max(0, to - from - 1))}${end}`
    .slice(0, columns)
    .padEnd(columns)
}

export function renderOrder(order: Order, columns: number, paint: Paint): readonly string[] {
  const { placed, unplaceable, before, returned, expected } = order
  const options = { indent: 5, columns: columns - 2 }
  const sequence = placed.map((call) => ({ call, tone: 'plain' as Tone }))
  sequence.splice(before, 0, {
    call: `${unplaceable} would return ${expected} here; it returned ${returned}`,
    tone: 'wrong',
  })
  return sequence.flatMap(({ call, tone }, i) =>
    labelled(tone === 'wrong' ? '  ✗' : `  ${i + 1}.`, call, options).map((line) => paint(tone, line)),
  )
}
