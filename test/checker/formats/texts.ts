import fc from 'fast-check'
import { jsonlLine, modelNames, type ModelName } from '#checker/formats'
import {
  anyValues,
  events,
  historyOf,
  shapesOf,
  type AnyOperation,
  type Event,
  type Fields,
  type Values,
} from './recordings.ts'

/** A text of a format, and what it says. */
export type Sample = {
  readonly format: string
  readonly model: ModelName
  readonly text: string
  readonly operations: readonly AnyOperation[]
}

const all = ['returned', 'failed', 'unknown'] as const

const jsonl = fc.constantFrom(...modelNames).chain((model) =>
  events(shapesOf(model), anyValues, all).map((told): Sample => {
    const operations = historyOf(told)
    return { format: 'jsonl', model, text: operations.map(jsonlLine).join(''), operations }
  }),
)

const texts = fc.string({ maxLength: 3 })
const csvValues: Values = { ...anyValues, scalar: fc.option(texts) }

const csv = fc.constantFrom(...modelNames).chain((model) =>
  events(shapesOf(model), csvValues, all).map((told): Sample => {
    const operations = historyOf(told)
    const fields = [...new Set(shapesOf(model).flatMap((shape) => shape.fields.map(([name]) => name)))]
    const columns = ['client', 'call', 'return', 'operation', ...fields, 'answer', 'result']
    const rows = operations.map((operation) => columns.map((name) => csvCell(name, operation)).join(','))
    return { format: 'csv', model, text: [columns.join(','), ...rows, ''].join('\n'), operations }
  }),
)

function csvCell(column: string, operation: AnyOperation): string {
  // The casts: any object may be looked at.
  const input = operation.input as Fields
  const output = operation.kind === 'returned' ? (operation.output as Fields) : undefined
  switch (column) {
    case 'client':
      return operation.client
    case 'call':
      return String(operation.call)
    case 'return':
      return operation.kind === 'pending' ? '' : String(operation.return)
    case 'operation':
      return input.kind
    case 'answer':
      return operation.kind === 'failed' ? 'failed' : (output?.kind ?? '')
    case 'result':
      return quoted(Object.entries(output ?? {}).find(([name]) => name !== 'kind')?.[1])
    default:
      return quoted(input[column])
  }
}

function quoted(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return typeof value === 'number' || /^[^",\r\n]+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`
}

/** Values that EDN writes as JSON does. */
const ednValues: Values = {
  ...anyValues,
  scalar: fc.oneof(fc.maxSafeInteger(), fc.nat(3), texts, fc.constant(null), fc.boolean()),
}

const jepsenModels = ['register', 'cas-register', 'key-value', 'queue', 'counter', 'lock'] as const

const jepsen = fc.constantFrom(...jepsenModels).chain((model) => {
  const shapes = shapesOf(model)
    .filter(({ kind }) => kind !== 'append' && kind !== 'delete')
    .map((shape) => ({
      ...shape,
      answers: new Map(
        [...shape.answers].filter(([kind]) => !['unequal', 'empty', 'refused'].includes(kind)),
      ),
    }))
  const values = model === 'lock' ? { ...ednValues, text: fc.constant('?') } : ednValues
  return fc
    .record({ told: events(shapes, values, all), isRecord: fc.boolean(), isVector: fc.boolean() })
    .map(({ told, isRecord, isVector }): Sample => {
      const lines = told.map((event, index) => {
        const fields = `{:index ${index * 2}, :time ${index * 1_000}, ${jepsenFields(event)}, :process ${event.process}}`
        return isRecord ? `#jepsen.history.Op${fields}` : fields
      })
      const nemesis = `{:type :info, :f :start-partition, :process :nemesis, :value [:isolated {"n1" #{"n2"}}], :time 1}`
      const text = [nemesis, ...lines, ''].join('\n')
      const locked = told.map((event): Event =>
        model === 'lock' ? { ...event, input: { ...event.input, lock: 'lock', owner: 'holder' } } : event,
      )
      return { format: 'jepsen', model, text: isVector ? `[${text}]\n` : text, operations: historyOf(locked) }
    })
})

const functions: Readonly<Record<string, string>> = { get: 'read', put: 'write' }

function jepsenFields(event: Event): string {
  const { input } = event
  const types = { call: 'invoke', returned: 'ok', failed: 'fail', unknown: 'info' }
  const output = event.kind === 'returned' ? event.output : undefined
  const asked =
    'from' in input
      ? `[${edn(input['from'])} ${edn(input['to'])}]`
      : edn(input['value'] ?? input['amount'] ?? null)
  const isRead = ['read', 'get', 'dequeue'].includes(input.kind)
  const value = isRead ? edn(output?.['value'] ?? null) : asked
  const keyed = 'key' in input ? `[${edn(input['key'])} ${value}]` : value
  return `:type :${types[event.kind]}, :f :${functions[input.kind] ?? input.kind}, :value ${keyed}`
}

function edn(value: unknown): string {
  return value === null ? 'nil' : JSON.stringify(value)
}

// Printable, as EDN wants it in one line.
const porcupineText = fc.string({ maxLength: 3 })

const porcupine = events(
  shapesOf('key-value').filter(({ kind }) => ['get', 'put', 'append'].includes(kind)),
  { ...anyValues, text: porcupineText, 'text?': porcupineText },
  ['returned'],
).map((told): Sample => {
  const text = told.map((event) => {
    const { input, process } = event
    const value =
      event.kind === 'returned' && input.kind === 'get' ? event.output['value'] : (input['value'] ?? null)
    const type = event.kind === 'call' ? 'invoke' : 'ok'
    return `{:process ${process}, :type :${type}, :f :${input.kind}, :key ${edn(input['key'])}, :value ${edn(value)}}\n`
  })
  return { format: 'porcupine', model: 'key-value', text: text.join(''), operations: historyOf(told) }
})

const digits = fc.nat(5)

const jepsenLog = events(shapesOf('cas-register'), { ...anyValues, scalar: digits }, [
  'returned',
  'unknown',
]).map((told): Sample => {
  const text = told.map((event) => {
    const { input, process } = event
    const isUnequal = event.kind === 'returned' && event.output.kind === 'unequal'
    const type = { call: 'invoke', returned: isUnequal ? 'fail' : 'ok', failed: 'fail', unknown: 'info' }[
      event.kind
    ]
    const asked =
      'from' in input ? `[${String(input['from'])} ${String(input['to'])}]` : String(input['value'] ?? 'nil')
    const value =
      event.kind === 'unknown'
        ? ':timed-out'
        : event.kind === 'returned' && input.kind === 'read'
          ? String(event.output['value'])
          : asked
    return `INFO  jepsen.util - ${process}\t:${type}\t:${input.kind}\t${value}\n`
  })
  return { format: 'jepsen-log', model: 'cas-register', text: text.join(''), operations: historyOf(told) }
})

const etcdText = fc.string({ maxLength: 4 })

const etcd = events(
  shapesOf('key-value').filter(({ kind }) => ['get', 'put', 'delete', 'cas'].includes(kind)),
  { ...anyValues, text: etcdText, 'text?': fc.option(etcdText) },
  ['returned', 'unknown'],
).map((told): Sample => {
  const created = told.map((event): Event =>
    event.input.kind === 'cas' ? { ...event, input: { ...event.input, from: null } } : event,
  )
  const operations = historyOf(created)
  return { format: 'etcd', model: 'key-value', text: operations.map(etcdLine).join(''), operations }
})

function etcdLine(operation: AnyOperation): string {
  const { client, call } = operation
  // The casts: any object may be looked at.
  const input = operation.input as Fields
  const output = operation.kind === 'returned' ? (operation.output as Fields) : undefined
  const { key } = input
  const put = {
    Type: 'put-operation',
    Put: { Key: key, Value: { Value: input['value'] ?? input['to'] }, LeaseID: 0 },
  }
  const operations = input.kind === 'delete' ? [{ Type: 'delete-operation', Delete: { Key: key } }] : [put]
  const conditions = input.kind === 'cas' ? [{ Key: key, ExpectedRevision: 0, ExpectedVersion: 0 }] : []
  const held = output?.['value'] ?? null
  const keyValues =
    held === null ? [] : [{ Key: key, Value: held === '' ? {} : { Value: held }, ModRevision: 4 }]
  const isGet = input.kind === 'get'
  const request = isGet
    ? { Type: 'range', Range: { Start: key, End: '', Limit: 0, Revision: 0 }, Txn: null }
    : {
        Type: 'txn',
        Range: null,
        Txn: { Conditions: conditions, OperationsOnSuccess: operations, OperationsOnFailure: null },
      }
  const response = isGet
    ? { Txn: null, Range: { KVs: keyValues, Count: keyValues.length } }
    : { Txn: { Failure: output?.kind === 'unequal', Results: [] }, Range: null }
  const answered = {
    ...response,
    ClientError: '',
    Revision: 5,
    Persisted: false,
    PersistedRevision: 0,
    Error: '',
  }
  const failed = { ...answered, Txn: null, Range: null, Error: 'etcdserver: request timed out' }
  return `${JSON.stringify({
    ClientId: Number(client),
    Input: request,
    Call: call,
    Output: output === undefined ? failed : answered,
    Return: operation.kind === 'returned' ? operation.return : 0,
  })}\n`
}

/** Texts of every format that say what is known. */
export const samples: Readonly<Record<string, fc.Arbitrary<Sample>>> = {
  jsonl,
  csv,
  jepsen,
  porcupine,
  'jepsen-log': jepsenLog,
  etcd,
}
