import type { CasInput, CasOutput } from '../models/cas-register.ts'
import { readEventLines, type EventLine } from './event-lines.ts'
import type { Reader } from './reading.ts'
import type { ModelName } from './vocabulary.ts'

/**
 * Reads Jepsen's log of a compare-and-set register, one event a line: `INFO  jepsen.util - 3⇥:invoke⇥:cas⇥[1
 * 2]`.
 *
 * - `:ok` closes a call with its answer; `:fail :cas` is an answer too: the register held another value.
 * - `:fail :read :timed-out` tells nothing, and a read changes nothing: the read is left out.
 * - `:info`, or no closing line: the call may take effect at any later time, or never. It stays pending.
 *
 * Source: Porcupine, porcupine_test.go, `parseJepsenLog`, which skips a line that it does not know; this
 * names it.
 */
export function jepsenLogReader(wanted: ModelName | undefined): Reader<CasInput, CasOutput> {
  return readEventLines(readLine, wanted)
}

type Form = {
  readonly pattern: RegExp
  /** `numbers` are those of the value, in order. */
  readonly line: (process: string, numbers: readonly number[]) => EventLine<CasInput, CasOutput>
}

// Up to 15 digits: such numbers are exact, so different texts stay different values.
const forms: readonly Form[] = [
  { pattern: /^:invoke :read nil$/, line: (process) => invoke(process, { kind: 'read' }) },
  {
    pattern: /^:invoke :write (\d{1,15})$/,
    line: (process, [value = 0]) => invoke(process, { kind: 'write', value }),
  },
  {
    pattern: /^:invoke :cas \[(\d{1,15}) (\d{1,15})\]$/,
    line: (process, [from = 0, to = 0]) => invoke(process, { kind: 'cas', from, to }),
  },
  {
    pattern: /^:ok :read (?:nil|(\d{1,15}))$/,
    line: (process, [value = null]) => returned(process, { kind: 'value', value }, isRead),
  },
  {
    pattern: /^:ok :write (\d{1,15})$/,
    line: (process, [value]) =>
      returned(process, { kind: 'written' }, (input) => input.kind === 'write' && input.value === value),
  },
  {
    pattern: /^:ok :cas \[(\d{1,15}) (\d{1,15})\]$/,
    line: (process, [from, to]) => returned(process, { kind: 'swapped' }, isCas(from, to)),
  },
  {
    pattern: /^:fail :cas \[(\d{1,15}) (\d{1,15})\]$/,
    line: (process, [from, to]) => returned(process, { kind: 'unequal' }, isCas(from, to)),
  },
  { pattern: /^:fail :read :timed-out$/, line: (process) => ({ kind: 'failed', process, closes: isRead }) },
  ...(['read', 'write', 'cas'] as const).map((kind): Form => {
    const closes = (input: CasInput): boolean => input.kind === kind
    return {
      pattern: new RegExp(`^:info :${kind} :timed-out$`),
      line: (process) => ({ kind: 'unknown', process, closes }),
    }
  }),
]

const expected =
  '"INFO  jepsen.util - PROCESS" and ":invoke :read nil", ":invoke|:ok :write N", ' +
  '":invoke|:ok|:fail :cas [N N]", ' +
  '":ok :read nil|N", ":fail :read :timed-out" or ":info :read|:write|:cas :timed-out"'

function readLine(text: string): EventLine<CasInput, CasOutput> {
  const [, process, rest] = /^INFO\s+jepsen\.util\s+-\s+(\d+)\s+(:.*)$/.exec(text) ?? []
  if (process === undefined || rest === undefined) return { kind: 'unreadable', expected }
  // The columns are parted by tabs in some logs and by runs of spaces in others.
  const event = rest.replaceAll(/\s+/g, ' ')
  for (const form of forms) {
    const match = form.pattern.exec(event)
    if (match === null) continue
    const numbers = match.slice(1).filter((digits) => digits !== undefined)
    return form.line(process, numbers.map(Number))
  }
  return { kind: 'unreadable', expected }
}

function invoke(process: string, input: CasInput): EventLine<CasInput, CasOutput> {
  return { kind: 'invoke', process, input }
}

function returned(
  process: string,
  output: CasOutput,
  closes: (input: CasInput) => boolean,
): EventLine<CasInput, CasOutput> {
  return { kind: 'returned', process, output, closes }
}

function isRead(input: CasInput): boolean {
  return input.kind === 'read'
}

function isCas(from: number | undefined, to: number | undefined): (input: CasInput) => boolean {
  return (input) => input.kind === 'cas' && input.from === from && input.to === to
}
