import { contentOf, type Address, type Message } from '../port/index.ts'
import type { Effect, Entry, Executed, Narration, Trace } from '../trace/index.ts'
import type { Row } from './explanation.ts'
import { journeysOf, type Journeys } from './journeys.ts'
import { labelOfCommand, labelOfMessage, labelOfValue } from './label.ts'

/** The rows of one entry of the trace. */
export interface EntryRows {
  readonly at: number
  readonly rows: readonly Row[]
  /** The kind of message that came, `timers`, or null. */
  readonly kind: string | null
  /** Whether nothing came of it but talk: the first to be left out. */
  readonly isChatter: boolean
}

export type StepOf = (at: number) => number

/** The whole story, an entry at a time. */
export function rowsOf(trace: Trace, narration: Narration | null, stepOf: StepOf): readonly EntryRows[] {
  const teller = new Teller(trace, narration, stepOf)
  return trace.entries.map((entry, at) => teller.tell(entry, at))
}

class Teller {
  readonly #journeys: Journeys
  /** Banners so far, with the entry of each. */
  readonly #banners = new Map<string, number>()
  /** The last entry in which each node was told news. */
  readonly #toldAt = new Map<Address, number>()

  /** How often clients have called each command so far. */
  readonly #called = new Map<string, number>()
  readonly #crashed = new Set<Address>()
  /** Nodes that were shown to miss news. */
  readonly #missed = new Set<Address>()

  constructor(
    readonly trace: Trace,
    readonly narration: Narration | null,
    readonly stepOf: StepOf,
  ) {
    this.#journeys = journeysOf(trace)
    for (const [at, { cause }] of trace.entries.entries()) {
      if (cause.kind === 'deliver' && this.#newsIn(cause.from, cause.message) !== null)
        this.#toldAt.set(cause.to, at)
    }
  }

  tell(entry: Entry, at: number): EntryRows {
    const cause = this.#causeRows(entry, at)
    const effects = entry.effects.flatMap((effect) => this.#effectRows(effect, entry, at))
    const { cause: step } = entry
    const isTalk =
      step.kind === 'deliver' ? this.#isChatter(step.message) : step.kind === 'timer' || step.kind === 'start'
    return {
      at,
      rows: [...cause, ...effects],
      kind: step.kind === 'deliver' ? step.message.kind : step.kind === 'timer' ? 'timers' : null,
      isChatter: isTalk && effects.length === 0,
    }
  }

  #causeRows({ cause, atMs }: Entry, at: number): readonly Row[] {
    const moment = { step: this.stepOf(at), atMs }
    switch (cause.kind) {
      case 'start':
        return []
      case 'invoke': {
        const content = contentOf(cause.command)
        this.#called.set(content, (this.#called.get(content) ?? 0) + 1)
        const text = `${cause.client} calls ${labelOfCommand(cause.command)}`
        return [{ ...moment, kind: 'note', node: cause.client, what: 'call', text }]
      }
      case 'deliver': {
        const { from, to, message } = cause
        const label = labelOfMessage(message)
        const isChatter = this.#isChatter(message)
        return [
          { ...moment, kind: 'message', from, to, label, remark: this.#remark(at, isChatter), isChatter },
        ]
      }
      case 'timer':
        return [
          {
            ...moment,
            kind: 'note',
            node: cause.node,
            what: 'timer',
            text: `${cause.node} timer ${cause.name}`,
          },
        ]
      case 'crash':
        this.#crashed.add(cause.node)
        return [{ ...moment, kind: 'note', node: cause.node, what: 'crash', text: `${cause.node} crashes` }]
      case 'join':
        return [
          {
            ...moment,
            kind: 'note',
            node: cause.node,
            what: 'join',
            text: `${cause.node} joins, with no state`,
          },
        ]
      default:
        return cause satisfies never
    }
  }

  #newsIn(from: Address, message: Message): string | null {
    return this.narration?.banner(from, message) ?? null
  }

  #isChatter({ kind }: Message): boolean {
    return this.narration?.chatter.includes(kind) === true
  }

  #remark(at: number, isChatter: boolean): string | null {
    const arrival = this.#journeys.arrivalAt(at)
    if (arrival === null) return null
    // That what a node said when it started comes late is hardly news.
    if (isChatter && this.stepOf(arrival.sentAt) === 0) return arrival.isCopy ? 'arrives again' : null
    const since = [...this.#banners].findLast(([, announcedAt]) => announcedAt > arrival.sentAt)
    const before = since === undefined ? '' : `, before ${since[0].split(':')[0] ?? since[0]}`
    const step = this.stepOf(arrival.sentAt)
    const sent = `sent at ${step === 0 ? 'the start' : `step ${step}`}`
    if (arrival.isCopy) return `arrives again${before === '' ? '' : `; ${sent}${before}`}`
    return before === '' ? null : `late: ${sent}${before}`
  }

  #effectRows(effect: Effect, { atMs }: Entry, at: number): readonly Row[] {
    const moment = { step: this.stepOf(at), atMs }
    switch (effect.kind) {
      case 'sent':
        return this.#sentRows(effect, atMs, at)
      case 'decided': {
        const text = `${effect.node} decides ${labelOfCommand(effect.decision)}`
        return [{ ...moment, kind: 'note', node: effect.node, what: 'decision', text }]
      }
      case 'executed': {
        const { node, command, result } = effect
        const outcome = this.narration?.outcome(result) ?? labelOfValue(result)
        const text = `${node} executes ${labelOfCommand(command)} → ${outcome}${this.#again(effect)}`
        return [{ ...moment, kind: 'note', node: effect.node, what: 'execution', text }]
      }
      case 'snapshot-restored': {
        const writes = `${effect.writes} write${effect.writes === 1 ? '' : 's'}`
        const text = `${effect.node} restores a snapshot with ${writes}`
        return [{ ...moment, kind: 'note', node: effect.node, what: 'state', text }]
      }
      case 'finished': {
        const text = `${effect.client} returns ${labelOfValue(effect.result)}`
        return [{ ...moment, kind: 'note', node: effect.client, what: 'return', text }]
      }
      case 'misbehaved': {
        const { handler, message, where } = effect.offence
        const text = `${effect.node}, in ${handler}: ${message}${where === null ? '' : ` (${where})`}`
        return [{ ...moment, kind: 'note', node: effect.node, what: 'offence', text }]
      }
      case 'snapshot-taken':
      case 'timer-set':
      case 'timer-cancelled':
        return []
      default:
        return effect satisfies never
    }
  }

  /** Equal commands of several calls are no repetition, nor are those that no client called. */
  #again({ command, times }: Executed): string {
    const called = this.#called.get(contentOf(command)) ?? 0
    return called > 0 && times > called ? ` (for the ${ordinal(times)} time)` : ''
  }

  /** Only what is news to all, or is lost, is shown where it is sent; the rest is shown where it arrives. */
  #sentRows(
    { from, to, message }: Effect & { kind: 'sent' },
    atMs: number | null,
    at: number,
  ): readonly Row[] {
    const moment = { step: this.stepOf(at), atMs }
    const rows: Row[] = []
    const banner = this.#newsIn(from, message)
    if (banner !== null && !this.#banners.has(banner)) {
      this.#banners.set(banner, at)
      rows.push({ ...moment, kind: 'banner', text: banner })
    }
    if (this.#isLost(from, to, message, banner, at))
      rows.push({ ...moment, kind: 'lost', from, to, label: labelOfMessage(message) })
    return rows
  }

  /** News that one node never hears, and what is no chatter or is a client's. What was just sent is not lost yet. */
  #isLost(from: Address, to: Address, message: Message, banner: string | null, at: number): boolean {
    const { setup } = this.trace
    if (this.#isInFlight(at) || this.#journeys.arrivesAfter(at, from, to, message)) return false
    if (banner === null)
      return !this.#isChatter(message) || (setup.clients.includes(from) && this.stepOf(at) > 0)
    if (this.#crashed.has(to)) return false
    const isFirst = !this.#missed.has(to)
    this.#missed.add(to)
    return isFirst && (this.#toldAt.get(to) ?? -1) < at
  }

  #isInFlight(at: number): boolean {
    const { entries } = this.trace
    const sentMs = entries[at]?.atMs ?? null
    const endMs = entries.at(-1)?.atMs ?? null
    if (sentMs !== null && endMs !== null) return endMs - sentMs < inFlightMsMax
    return at === entries.length - 1
  }
}

/** A message that was sent so shortly before the end of a timed run may still be on its way. */
const inFlightMsMax = 250

function ordinal(count: number): string {
  if (count === 2) return 'second'
  if (count === 3) return 'third'
  const isTeen = count % 100 >= 11 && count % 100 <= 13
  return `${count}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][count % 10]) ?? 'th'}`
}
