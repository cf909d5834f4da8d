import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, splitbrain } from './run.ts'

const folder = join(root, 'test/checker/formats/malformed')

/** What is wrong, the file, the place, the message. Lines are as long as the messages. */
const files = [
  [
    'a file cut short',
    'cut-short.jsonl',
    '2:1',
    String.raw`expected a JSON object on one line, got "{\"kind\":\"returned\",\"client\":\"bob\",\"input\":{\"kind\":\"get\",\"key\":\"x\"},\"ou": the line is cut short, or is no JSON`,
  ],
  [
    'an id used twice',
    'duplicate-index.edn',
    '3:2',
    'expected an :index above 1, got "#jepsen.history.Op{:index 1, :time 30, :type :invoke, :process 1, :f :read, :value [3 nil]}": each event comes once, in order',
  ],
  [
    'a process that goes on though its call is open',
    'given-up.log',
    '3:1',
    String.raw`expected nothing more of process 0, whose call of line 1 was given up, got "INFO  jepsen.util - 0\t:invoke\t:read\tnil": let a new process go on`,
  ],
  [
    'times in nanoseconds since 1970, which have 19 digits',
    'nanoseconds.jsonl',
    '1:105',
    String.raw`expected "call" to be a whole number of at most 2^53 − 1 either way, got "\"call\":1700000000000000001,\"return\":1700000000000000017}": a larger one would be rounded, and the order lost: subtract the first time from all, or take a coarser unit`,
  ],
  [
    'a return without an answer',
    'no-answer.csv',
    '3:1',
    'expected an answer, or failed, for there is a return, got "bob,3,4,get,x,,,1": correct the row',
  ],
  [
    'a vector cut short',
    'open-vector.edn',
    '3:1',
    'expected the bracket that closes the history, got "": the text seems to be cut short',
  ],
  [
    'a return that contradicts its call',
    'other-value.txt',
    '2:1',
    String.raw`expected a line that closes "{:process 0, :type :invoke, :f :put, :key \"x\", :value \"1\"}" of line 1, got "{:process 0, :type :ok, :f :put, :key \"x\", :value \"2\"}": a return repeats what its call asked for`,
  ],
  [
    'a request that no model has',
    'range-of-keys.json',
    '2:15',
    String.raw`expected a range of one key: a text as "Start", and no "End", got "\"Input\":{\"Type\":\"range\",\"LeaseGrant\":null,\"LeaseRevoke\":null,\"Range\":{\"Start\":\"key\",\"End\":\"kez\",\"Lim…": only what a key/value model has can be checked`,
  ],
  [
    'a return without a call',
    'return-without-call.edn',
    '3:1',
    'expected a call of process 1 first, got "{:type :ok, :f :read, :value 1, :process 1, :time 30, :index 2}": a line before it seems to be missing',
  ],
  [
    'a return before its call',
    'time-runs-backwards.jsonl',
    '2:115',
    String.raw`expected "return" not before "call", which is 9, got "\"return\":4}": take both from one clock that does not run backwards`,
  ],
  [
    'operations of two models',
    'two-models.jsonl',
    '2:35',
    String.raw`expected an operation of the model key-value, as those before it (get key:text → value value:text?; put key:text value:text → done; append key:text value:text → done; delete key:text → done; cas key:text from:text? to:text → swapped | unequal), got "\"input\":{\"kind\":\"enqueue\",\"value\":\"1\"},\"output\":{\"kind\":\"done\"},\"call\":3,\"return\":4}": correct the operation, or the model`,
  ],
  [
    'two open calls of a client',
    'two-open-calls.jsonl',
    '3:1',
    String.raw`expected a call of client ann at 5 or later, when its operation of line 1 was over, got "{\"kind\":\"returned\",\"client\":\"ann\",\"input\":{\"kind\":\"get\",\"key\":\"x\"},\"output\":{\"kind\":\"value\",\"value\":…": this one is at 3; a client has one call open at a time, and its lines are in order`,
  ],
] as const

describe('what is malformed gets no verdict, but a message', () => {
  const names = files.map(([, file]) => file)
  const ran = splitbrain(['check', ...names], folder)
  const lines = ran.err.trimEnd().split('\n')

  test('of one line for each file, and nothing else', () => {
    expect(names).toEqual(readdirSync(folder).toSorted())
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(lines.length).toBe(files.length)
  })

  test.each(files)('%s: %s', (_what, file, place, message) => {
    const line = lines.find((one) => one.startsWith(`error: ${file}:`)) ?? ''
    expect(line.replace(/ \(read as [^)]*\)$/, '')).toBe(`error: ${file}:${place}: ${message}`)
  })

  test('that is the same as data', () => {
    const { out, err, code } = splitbrain(['check', '--json', ...names], folder)
    expect([err, code]).toEqual(['', 2])
    const told = out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(told).toMatchObject(
      files.map(([, file, place, message]) => {
        const [line, column] = place.split(':').map(Number)
        return { kind: 'malformed', file, line, column, message: expect.stringContaining(message) }
      }),
    )
  })
})
