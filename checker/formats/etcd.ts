import type { FailedOperation, Operation } from '../operation.ts'
import { etcdCall, type Fields } from './etcd-call.ts'
import { adviceFor, placeOf, wholeNumber, withFields } from './jsonl-line.ts'
import { lineReader } from './lines.ts'
import { malformed, type Malformed, type Place, type Reader } from './reading.ts'
import { fit, sortOfInput, sortOfOutput, type ModelName } from './vocabulary.ts'

/**
 * Reads `operations.json` of etcd's robustness tests, a JSON object a line: Porcupine's `Operation` of a request
 * and its response. They become gets, puts, deletes and creations of keys; a key that is not there reads as null.
 *
 * A request whose response is an error is pending. Requests that neither read nor write a key are passed over
 * (leases, defragmentation, compaction), and so are reads of an old revision, which are not linearizable and
 * are not judged by etcd either. What no key/value model has is an error: ranges of keys, comparisons of revisions,
 * several operations in one transaction, keys with a lease.
 *
 * etcd writes a file per client, and only all together are the history. They may come in any order.
 *
 * Source: etcd, tests/robustness/report/client.go and model/types.go, at 122c14f.
 */
export function etcdReader(wanted: ModelName | undefined): Reader<object, object> {
  const operations: (Operation<object, object> | FailedOperation<object>)[] = []
  const clients = new Map<string, [call: number, end: number, line: number][]>()
  const fitting = fit(wanted)

  const add = (fields: Fields, place: Place): Malformed | undefined => {
    const { ClientId: id, Call: call, Return: end } = fields
    for (const [name, value] of Object.entries({ ClientId: id, Call: call, Return: end })) {
      if (!Number.isSafeInteger(value))
        return malformed(placeOf(name, place), `"${name}" to be ${wholeNumber}`, adviceFor(value))
    }
    const read = etcdCall(fields['Input'], fields['Output'])
    if (read.kind === 'unknown')
      return malformed(
        placeOf('Input', place),
        read.expected,
        'only what a key/value model has can be checked',
      )
    if (read.kind === 'passed over') return undefined
    const times = { client: String(id), call: Number(call) }
    const { input } = read
    if (read.kind === 'pending') operations.push({ kind: 'pending', ...times, input })
    else {
      if (Number(end) < times.call)
        return malformed(placeOf('Return', place), '"Return" not before "Call"', 'time runs forward')
      operations.push({ kind: 'returned', ...times, input, output: read.output, return: Number(end) })
    }
    const ofClient = clients.get(times.client) ?? []
    ofClient.push([times.call, read.kind === 'pending' ? Infinity : Number(end), place.line])
    clients.set(times.client, ofClient)
    const output = read.kind === 'pending' ? undefined : sortOfOutput(read.output)
    const expected = fitting.admit(sortOfInput(input), output)
    return expected === undefined ? undefined : malformed(place, expected, 'choose another model')
  }

  return lineReader({
    isEndOptional: true,
    line: (came, line) => {
      const place = { line, column: 1, came }
      return withFields(place, (fields) => add(fields, place))
    },
    end: (lines) => {
      const first = [...clients]
        .map(([client, calls]) => overlap(client, calls))
        .find((one) => one !== undefined)
      if (first !== undefined) return first
      if (operations.length > 0) {
        return {
          kind: 'history',
          operations,
          models: fitting.models(),
          initial: { kind: 'said', value: null },
        }
      }
      const place = { line: lines, column: 1, came: '' }
      return malformed(place, 'a request that reads or writes a key', 'a history has at least one')
    },
  })
}

/** A client, etcd's stream, has one request under way at a time; it ends with one that is pending. */
function overlap(client: string, calls: readonly [number, number, number][]): Malformed | undefined {
  const inOrder = calls.toSorted(([left], [right]) => left - right)
  for (const [position, [call, , line]] of inOrder.entries()) {
    const before = inOrder[position - 1]
    if (before === undefined || before[1] <= call) continue
    const place = { line, column: 1, came: `a request at ${call}` }
    const until = before[1] === Infinity ? 'for ever' : `until ${before[1]}`
    return malformed(
      place,
      `no request of client ${client} while that of line ${before[2]} is under way, ${until}`,
      'a client has one at a time; are there two runs in one file?',
    )
  }
  return undefined
}
