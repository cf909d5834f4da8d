export type Fields = Readonly<Record<string, unknown>>

/** What a request and its response are for a key/value model. */
export type EtcdCall =
  | { readonly kind: 'returned'; readonly input: object; readonly output: object }
  | { readonly kind: 'pending'; readonly input: object }
  | { readonly kind: 'passed over' }
  | { readonly kind: 'unknown'; readonly expected: string }

/** `input` and `output` are etcd's `EtcdRequest` and `MaybeEtcdResponse`, as yet unseen. */
export function etcdCall(input: unknown, output: unknown): EtcdCall {
  const request = objectOf(input)
  const response = objectOf(output)
  if (request === undefined || response === undefined)
    return unknown('an object as "Input", and one as "Output"')
  const asked = inputOf(request)
  if (asked === undefined) return { kind: 'passed over' }
  if (typeof asked === 'string') return unknown(asked)
  if (isSaid(response['Error']) || response['Persisted'] === true)
    return { kind: 'pending', input: asked.input }
  if (isSaid(response['ClientError'])) return unknown('no "ClientError" in the answer to a request of a key')
  const answer = asked.answer(response)
  return typeof answer === 'string'
    ? unknown(answer)
    : { kind: 'returned', input: asked.input, output: answer }
}

function unknown(expected: string): EtcdCall {
  return { kind: 'unknown', expected }
}

type Asked = { readonly input: object; readonly answer: (response: Fields) => object | string }

/** Undefined: it touches no key of now. A text: what was expected instead. */
function inputOf(request: Fields): Asked | string | undefined {
  switch (request['Type']) {
    case 'range': {
      const range = objectOf(request['Range'])
      if (range === undefined) return 'an object as "Range"'
      if (isSaid(range['Revision'])) return undefined
      return getOf(range, (response) => objectOf(response['Range']))
    }
    case 'txn':
      return transactionOf(objectOf(request['Txn']))
    case 'leaseGrant':
    case 'leaseRevoke':
    case 'defragment':
    case 'compact':
      return undefined
    default:
      return 'one of "range", "txn", "leaseGrant", "leaseRevoke", "defragment" and "compact" as "Type" of "Input"'
  }
}

function getOf(range: Fields, answered: (response: Fields) => Fields | undefined): Asked | string {
  const { Start: key, End: end } = range
  if (typeof key !== 'string' || isSaid(end)) return 'a range of one key: a text as "Start", and no "End"'
  const answer = (response: Fields): object | string => {
    const came = answered(response)
    if (came === undefined) return 'the answer to a range: an object as "Range", or first of "Results"'
    const keyValues = came['KVs'] ?? []
    if (!Array.isArray(keyValues)) return 'a list as "KVs"'
    if (keyValues.length === 0) return { kind: 'value', value: null }
    const keyValue = objectOf(keyValues[0])
    const value = valueOf(keyValue?.['Value'])
    if (keyValues.length > 1 || keyValue?.['Key'] !== key || value === undefined)
      return `the value of ${JSON.stringify(key)} alone`
    return { kind: 'value', value }
  }
  return { input: { kind: 'get', key }, answer }
}

function transactionOf(transaction: Fields | undefined): Asked | string {
  const [conditions, then, otherwise] = ['Conditions', 'OperationsOnSuccess', 'OperationsOnFailure'].map(
    (name) => {
      const list = transaction?.[name] ?? []
      return Array.isArray(list) ? list.map(objectOf) : [undefined]
    },
  )
  const [operation] = then ?? []
  const [condition] = conditions ?? []
  if (operation === undefined || then?.length !== 1 || otherwise?.length !== 0) {
    return 'a transaction of one operation, and none on failure'
  }
  if (conditions?.length === 0) return operationOf(operation)
  const put = operationOf(operation)
  if (typeof put === 'string') return put
  const { input } = put
  const isCreation =
    conditions?.length === 1 &&
    !isSaid(condition?.['ExpectedRevision']) &&
    !isSaid(condition?.['ExpectedVersion']) &&
    'value' in input &&
    'key' in input &&
    condition?.['Key'] === input.key
  if (!isCreation) return 'no condition, or that the key to put is not there: revisions are not in the model'
  return {
    input: { kind: 'cas', key: input.key, from: null, to: input.value },
    answer: (response) => {
      const failure = objectOf(response['Txn'])?.['Failure']
      if (typeof failure !== 'boolean') return 'true or false as "Failure" of "Txn"'
      return { kind: failure ? 'unequal' : 'swapped' }
    },
  }
}

function operationOf(operation: Fields): Asked | string {
  const done = (response: Fields): object | string =>
    objectOf(response['Txn']) === undefined ? 'an object as "Txn"' : { kind: 'done' }
  switch (operation['Type']) {
    case 'range-operation':
      return getOf(objectOf(operation['Range']) ?? {}, (response) => {
        const results = objectOf(response['Txn'])?.['Results']
        return Array.isArray(results) ? objectOf(results[0]) : undefined
      })
    case 'put-operation': {
      const { Key: key, Value: value, LeaseID: lease } = objectOf(operation['Put']) ?? {}
      const text = valueOf(value)
      if (typeof key !== 'string' || text === undefined || isSaid(lease))
        return 'a key, a value and no lease to put'
      return { input: { kind: 'put', key, value: text }, answer: done }
    }
    case 'delete-operation': {
      const key = objectOf(operation['Delete'])?.['Key']
      return typeof key === 'string'
        ? { input: { kind: 'delete', key }, answer: done }
        : 'a text as "Key" to delete'
    }
    default:
      return 'one of "range-operation", "put-operation" and "delete-operation" as "Type"'
  }
}

const longBytes = 20

/**
 * Of a value of 20 bytes or more etcd mostly keeps only the FNV-1a hash; here, always. What stands for it is longer, so
 * it is no shorter value.
 */
function valueOf(value: unknown): string | undefined {
  const fields = objectOf(value)
  if (fields === undefined) return undefined
  const { Value: text = '', Hash: hash } = fields
  if (isSaid(hash)) return Number.isSafeInteger(hash) ? `a long value of hash ${String(hash)}` : undefined
  if (typeof text !== 'string') return undefined
  const bytes = new TextEncoder().encode(text)
  return bytes.length < longBytes ? text : `a long value of hash ${fnv1a(bytes)}`
}

function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

/** Go writes zero values out: 0, "" and null say nothing. */
function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== 0 && value !== ''
}

function objectOf(value: unknown): Fields | undefined {
  // The cast: an object that is no array has fields.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}
