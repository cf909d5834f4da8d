import { printable } from './printable.ts'
import type { Explanation, Member, Placed } from './explanation.ts'
import { shortenedTo, wrapped, type Paint, type TextOptions } from './paint.ts'
import { drawMembers } from './picture.ts'

const columnsMin = 60
/** More members, or places in the order, than these are counted, not shown: the last ones are. */
const shownMax = 12

/** An explanation for people: lines of text, the same for the same explanation. */
export function explanationLines(
  explanation: Explanation<unknown, unknown>,
  options: TextOptions,
): readonly string[] {
  const { paint } = options
  const columns = Math.max(columnsMin, options.columns)
  const { unplaceable } = explanation
  const name = shortenedTo(
    columns - 40,
    `${printable(unplaceable.operation.client)}'s ${printable(unplaceable.label)}`,
  )
  const sections = [
    [paint('wrong', `✗ not linearizable: ${name} fits in no order`)],
    core(explanation, columns, paint),
    order(explanation, columns, paint),
    why(explanation, columns),
    where(explanation, columns).map((line) => paint('faint', line)),
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]))
    .map((line) => line.trimEnd())
}

function core(
  { core: { members, others, othersAre, isMinimal }, unplaceable }: Explanation<unknown, unknown>,
  columns: number,
  paint: Paint,
): readonly string[] {
  const shown = lastOf(members, ({ index }) => index === unplaceable.index)
  const left = members.length - shown.length
  const picture = drawMembers(shown, unplaceable.index, columns - 2, paint).map((line) => `  ${line}`)
  const notes = [
    ...(left === 0 ? [] : [`… and ${counted(left, 'operation')} called before these.`]),
    ...(shown.some(isOpen)
      ? ['╌▶ may take effect at any time after its call, with any answer, or never.']
      : []),
    claim(members.length, others, othersAre),
    ...(isMinimal ? [] : ['The budget ran out before it was known that each of these is needed.']),
  ]
  return [...picture, '', ...notes.flatMap((note) => wrapped(note, columns))]
}

function claim(members: number, others: number, othersAre: 'free' | 'kept'): string {
  const these =
    members === 1
      ? 'This operation alone has no place in any order'
      : `These ${number(members)} operations have no order`
  if (others === 0) return `${these}.`
  if (othersAre === 'kept') {
    const which = others === 1 ? '1 other operation' : `the ${number(others)} other operations`
    return `${these}, whenever ${which} took effect with what they answered.`
  }
  const free = 'free to take effect at any time, with any answer, or never'
  return `${these}; ${counted(others, 'other operation')}, ${free}, ${others === 1 ? 'does' : 'do'} not help.`
}

function isOpen({ needed, operation }: Member<unknown, unknown>): boolean {
  return needed === 'call' || operation.kind === 'pending'
}

function order(
  { reason: { start, order }, core: { othersAre }, unplaceable }: Explanation<unknown, unknown>,
  columns: number,
  paint: Paint,
): readonly string[] {
  if (order.length === 0) return []
  const shown = order.slice(-shownMax)
  const left = order.length - shown.length
  const before = left === 0 ? start : (order[left - 1]?.state ?? start)
  const names = shown.map((placed) => nameOf(placed, othersAre))
  const isSeen = order.some(({ index }) => index === unplaceable.index)
  const heading = isSeen ? 'An order but for its answer' : 'An order without it'
  const longest = Math.max(heading.length - 6, ...names.map((name) => name.length))
  const nameColumns = Math.min(Math.floor((columns - 8) * 0.6), longest)
  const row = (place: string, name: string, state: string): string => {
    const shownName = shortenedTo(nameColumns, name).padEnd(nameColumns)
    return `${place.padStart(5)} ${shownName}  ${shortenedTo(columns - nameColumns - 8, state)}`
  }
  return [
    paint('strong', `${heading.padEnd(nameColumns + 6)}  state after it`),
    row('', left === 0 ? 'at first' : `after ${counted(left, 'operation')}`, before),
    ...shown.map(({ state }, at) => row(`${left + at + 1}.`, names[at] ?? '', state)),
  ]
}

/** Those that are not in the picture are marked, unless most are not. */
function nameOf(
  { operation, label, isMember }: Placed<unknown, unknown>,
  othersAre: 'free' | 'kept',
): string {
  return `${operation.client}'s ${label}${isMember || othersAre === 'kept' ? '' : ' (free)'}`
}

function why({ reason }: Explanation<unknown, unknown>, columns: number): readonly string[] {
  const last = reason.order.length > 1 ? ['No other order does better.'] : []
  return [...reason.sentences, ...last].flatMap((sentence) => wrapped(sentence, columns))
}

function where(
  { unplaceable, order, operations }: Explanation<unknown, unknown>,
  columns: number,
): readonly string[] {
  const { operation, index } = unplaceable
  const time = operation.kind === 'returned' ? ` at ${operation.return}` : ''
  const until =
    order.kind === 'found'
      ? `Until it returned${time}, there was an order`
      : `The budget did not show whether there was an order until it returned${time}`
  const text = `It is operation ${number(index)} of the history, counted from 0. ${until} of what happened`
  return wrapped(`${text} (a group of ${counted(operations, 'operation')}).`, columns)
}

/** The last ones in the order of calls, and always the one that `isKept`. */
function lastOf<Each>(all: readonly Each[], isKept: (each: Each) => boolean): readonly Each[] {
  if (all.length <= shownMax) return all
  const last = all.slice(-shownMax)
  return last.some(isKept) ? last : [...all.filter(isKept), ...last.slice(1)]
}

function number(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}

function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`
}
