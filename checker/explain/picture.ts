import { printable } from './printable.ts'
import type { Member } from './explanation.ts'
import { shortenedTo, type Paint, type Tone } from './paint.ts'

/**
 * Operations as bars over time, each client in lanes of its own. Time is compressed: only the order of calls
 * and returns is drawn. A bar with an open end is an operation that may take effect at any time after its
 * call, or never.
 *
 *   ann  write(1) → ok   read() → 1 ✗
 *        ├─────────┤     ├──────┤
 *
 * Where that is too wide, each operation gets a line, its label at the right.
 */
export function drawMembers(
  members: readonly Member<unknown, unknown>[],
  unplaceable: number,
  columns: number,
  paint: Paint,
): readonly string[] {
  const bars = barsOf(members, unplaceable)
  const lanes = lanesOf(bars)
  const nameColumns = Math.min(nameColumnsMax, Math.max(...lanes.map(({ client }) => client.length)))
  const room = columns - nameColumns - 2
  for (const spacing of spacings) {
    const places = placesOf(lanes, spacing)
    const width = Math.max(...lanes.flatMap(({ bars }) => bars.map((bar) => rightEnd(bar, places))))
    if (width <= room) return lanes.flatMap((lane) => drawLane(lane, places, width, nameColumns, paint))
  }
  return drawLines(lanes, columns, nameColumns, paint)
}

const nameColumnsMax = 16

type Spacing = {
  /** Columns from one event to the next, at least. */
  readonly gap: number
  /** Are bars as wide as their labels? */
  readonly areWide: boolean
}

/** From the most beautiful to the narrowest. */
const spacings: readonly Spacing[] = [
  { gap: 4, areWide: true },
  { gap: 4, areWide: false },
  { gap: 2, areWide: false },
]

/** `from` and `until` are ranks of events; `until` is infinite for an open end. */
type Bar = {
  readonly client: string
  readonly label: string
  readonly tone: Tone
  readonly from: number
  readonly until: number
}

type Lane = { readonly client: string; readonly bars: Bar[] }

function barsOf(members: readonly Member<unknown, unknown>[], unplaceable: number): readonly Bar[] {
  // Calls come before returns at the same time: intervals are closed. Twice the rank of a time leaves room.
  const times = members.flatMap(({ operation }) =>
    operation.kind === 'returned' ? [operation.call, operation.return] : [operation.call],
  )
  const inOrder = [...new Set(times)].toSorted((left, right) => left - right)
  const events = new Set(
    members.flatMap(({ operation, needed }) => {
      const call = 2 * inOrder.indexOf(operation.call)
      const isOpen = operation.kind === 'pending' || needed === 'call'
      return isOpen ? [call] : [call, 2 * inOrder.indexOf(operation.return) + 1]
    }),
  )
  const ranks = [...events].toSorted((left, right) => left - right)
  return members.map(({ index, label, operation, needed }) => {
    const isOpen = operation.kind === 'pending' || needed === 'call'
    const isUnplaceable = index === unplaceable
    return {
      client: printable(operation.client),
      label: isUnplaceable ? `${printable(label)} ✗` : printable(label),
      tone: isUnplaceable ? 'wrong' : 'plain',
      from: ranks.indexOf(2 * inOrder.indexOf(operation.call)),
      until: isOpen ? Number.POSITIVE_INFINITY : ranks.indexOf(2 * inOrder.indexOf(operation.return) + 1),
    }
  })
}

/** A client has more than one lane only where its operations overlap. */
function lanesOf(bars: readonly Bar[]): readonly Lane[] {
  const clients = new Map<string, Lane[]>()
  for (const bar of bars) {
    const lanes = clients.get(bar.client) ?? []
    clients.set(bar.client, lanes)
    const free = lanes.find((lane) => (lane.bars.at(-1)?.until ?? -1) < bar.from)
    if (free === undefined) lanes.push({ client: bar.client, bars: [bar] })
    else free.bars.push(bar)
  }
  return [...clients.values()].flat()
}

/** The column of each rank, so that in each lane labels and bars stand beside each other. */
function placesOf(lanes: readonly Lane[], { gap, areWide }: Spacing): readonly number[] {
  const places: number[] = []
  const last = Math.max(...lanes.flatMap(({ bars }) => bars.map(({ from, until }) => lastOf(from, until))))
  for (let rank = 0; rank <= last; rank++) {
    let place = rank === 0 ? 0 : (places[rank - 1] ?? 0) + gap
    for (const { bars } of lanes) {
      const at = bars.findIndex(({ from }) => from === rank)
      const before = bars[at - 1]
      if (before !== undefined) place = Math.max(place, rightEnd(before, places) + 2)
      const ending = areWide ? bars.find(({ until }) => until === rank) : undefined
      if (ending !== undefined) place = Math.max(place, (places[ending.from] ?? 0) + ending.label.length - 1)
    }
    places.push(place)
  }
  return places
}

function lastOf(from: number, until: number): number {
  return Number.isFinite(until) ? until : from
}

/** Just behind the bar and its label. An open bar needs room for its arrow. */
function rightEnd({ from, until, label }: Bar, places: readonly number[]): number {
  const start = places[from] ?? 0
  const bar = Number.isFinite(until) ? (places[until] ?? 0) + 1 : start + 5
  return Math.max(bar, start + label.length)
}

function drawLane(
  { client, bars }: Lane,
  places: readonly number[],
  width: number,
  nameColumns: number,
  paint: Paint,
): readonly string[] {
  let labels = `${paint('strong', shortenedTo(nameColumns, client).padEnd(nameColumns))}  `
  let lines = ' '.repeat(nameColumns + 2)
  let [labelsAt, linesAt] = [0, 0]
  for (const { from, until, label, tone } of bars) {
    const start = places[from] ?? 0
    const line = barOf(start, Number.isFinite(until) ? (places[until] ?? 0) : undefined, width)
    labels += ' '.repeat(start - labelsAt) + paint(tone, label)
    lines += ' '.repeat(start - linesAt) + paint(tone, line)
    labelsAt = start + label.length
    linesAt = start + line.length
  }
  return [labels, lines]
}

/** `end` is the column of the last character. */
function barOf(start: number, end: number | undefined, width: number): string {
  return end === undefined
    ? `├${'╌'.repeat(Math.max(0, width - start - 2))}▶`
    : `├${'─'.repeat(Math.max(0, end - start - 1))}┤`
}

function drawLines(
  lanes: readonly Lane[],
  columns: number,
  nameColumns: number,
  paint: Paint,
): readonly string[] {
  const bars = lanes.flatMap((lane) => lane.bars)
  const last = Math.max(1, ...bars.map(({ from, until }) => lastOf(from, until)))
  const width = Math.max(last + 2, Math.min(5 * last, Math.floor(columns / 3)))
  const labelColumns = Math.max(12, columns - nameColumns - width - 4)
  const placeOf = (rank: number): number => Math.round((rank / last) * (width - 2))
  let client: string | undefined
  return bars.map((bar) => {
    const name = bar.client === client ? '' : shortenedTo(nameColumns, bar.client)
    client = bar.client
    const start = placeOf(bar.from)
    const line = barOf(start, Number.isFinite(bar.until) ? placeOf(bar.until) : undefined, width)
    const drawn = ' '.repeat(start) + line + ' '.repeat(Math.max(0, width - start - line.length))
    const label = shortenedTo(labelColumns, bar.label)
    return `${paint('strong', name.padEnd(nameColumns))}  ${paint(bar.tone, drawn)}  ${paint(bar.tone, label)}`
  })
}
