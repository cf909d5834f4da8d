import type { KeyValueInput, KeyValueOutput } from '../models/key-value.ts'
import { readEventLines, type EventLine } from './event-lines.ts'
import type { Reader } from './reading.ts'
import type { ModelName } from './vocabulary.ts'

/**
 * Reads a key/value history, one EDN map a line: `{:process 9, :type :invoke, :f :append, :key "0", :value
 * "x"}`.
 *
 * `:ok` closes a call; the value of a get's `:ok` is what it read. A call that is never closed stays pending.
 *
 * Source: Porcupine, porcupine_test.go, `parseKvLog`, which skips a line that it does not know; this names
 * it.
 */
export function porcupineLogReader(wanted: ModelName | undefined): Reader<KeyValueInput, KeyValueOutput> {
  return readEventLines(readLine, wanted)
}

// The strings of EDN and of JSON have these escapes in common; an EDN writer needs no others.
const plain = String.raw`[^"\\\u0000-\u001f]*`
const string = String.raw`"${plain}(?:\\(?:["\\nrt]|u[0-9a-fA-F]{4})${plain})*"`
const pattern = new RegExp(
  String.raw`^\{:process (\d+), :type :(invoke|ok), :f :(get|put|append), ` +
    String.raw`:key (${string}), :value (nil|${string})\}$`,
)

const expected =
  '{:process N, :type :invoke|:ok, :f :get|:put|:append, :key "KEY", :value "VALUE"} on one line, ' +
  'with the value nil in the invoke of a get and only there'

function readLine(text: string): EventLine<KeyValueInput, KeyValueOutput> {
  const [, process, type, f, quotedKey, quotedValue] = pattern.exec(text) ?? []
  if (process === undefined || quotedKey === undefined || quotedValue === undefined) {
    return { kind: 'unreadable', expected }
  }
  const key = unquote(quotedKey)
  if ((quotedValue === 'nil') !== (type === 'invoke' && f === 'get')) return { kind: 'unreadable', expected }
  const value = quotedValue === 'nil' ? '' : unquote(quotedValue)
  if (f === 'get') {
    if (type === 'invoke') return { kind: 'invoke', process, input: { kind: 'get', key } }
    const closes = (input: KeyValueInput): boolean => input.kind === 'get' && input.key === key
    return { kind: 'returned', process, output: { kind: 'value', value }, closes }
  }
  const kind = f === 'put' ? 'put' : 'append'
  if (type === 'invoke') return { kind: 'invoke', process, input: { kind, key, value } }
  const closes = (input: KeyValueInput): boolean =>
    input.kind === kind && input.key === key && input.value === value
  return { kind: 'returned', process, output: { kind: 'done' }, closes }
}

function unquote(quoted: string): string {
  // The cast: the pattern lets only a JSON string through.
  return JSON.parse(quoted) as string
}
