/**
 * What the operations of a model look like: who calls without types, or from data of others, could hand in
 * anything, and what a model does not know must not get a verdict.
 */
export type Shape = {
  /** For people, and for `checker/formats`: `read → value value:scalar; write value:scalar → written`. */
  readonly words: string
  /** May have more fields than those in `words`. */
  readonly isInput: (input: Fields) => boolean
  /** Of any operation of the model: an answer to another operation is not of a wrong shape, but illegal. */
  readonly isOutput: (output: Fields) => boolean
}

/** Fields of inputs and outputs, any of which may be missing or hold anything. */
export type Fields = {
  readonly kind?: unknown
  readonly key?: unknown
  readonly value?: unknown
  readonly values?: unknown
  readonly from?: unknown
  readonly to?: unknown
  readonly amount?: unknown
  readonly element?: unknown
  readonly is?: unknown
  readonly lock?: unknown
  readonly owner?: unknown
  readonly balances?: unknown
}

export const registerShape: Shape = {
  words: 'read → value value:scalar; write value:scalar → written',
  isInput: (input) => input.kind === 'read' || (input.kind === 'write' && isScalar(input.value)),
  isOutput: (output) => output.kind === 'written' || (output.kind === 'value' && isScalar(output.value)),
}

export const casRegisterShape: Shape = {
  words: `${registerShape.words}; cas from:scalar to:scalar → swapped | unequal`,
  isInput: (input) =>
    input.kind === 'read' ||
    (input.kind === 'write' && isScalar(input.value)) ||
    (input.kind === 'cas' && isScalar(input.from) && isScalar(input.to)),
  isOutput: (output) =>
    output.kind === 'written' ||
    output.kind === 'swapped' ||
    output.kind === 'unequal' ||
    (output.kind === 'value' && isScalar(output.value)),
}

export const keyValueShape: Shape = {
  words:
    'get key:text → value value:text?; put key:text value:text → done; append key:text value:text → done; ' +
    'delete key:text → done; cas key:text from:text? to:text → swapped | unequal',
  isInput: (input) =>
    isText(input.key) &&
    (input.kind === 'get' ||
      ((input.kind === 'put' || input.kind === 'append') && isText(input.value)) ||
      input.kind === 'delete' ||
      (input.kind === 'cas' && (input.from === null || isText(input.from)) && isText(input.to))),
  isOutput: (output) =>
    output.kind === 'done' ||
    (output.kind === 'value' && (output.value === null || isText(output.value))) ||
    output.kind === 'swapped' ||
    output.kind === 'unequal',
}

export const counterShape: Shape = {
  words: 'add amount:whole → done; read → value value:whole',
  isInput: (input) => input.kind === 'read' || (input.kind === 'add' && isWhole(input.amount)),
  isOutput: (output) => output.kind === 'done' || (output.kind === 'value' && isWhole(output.value)),
}

export const setShape: Shape = {
  words:
    'add element:scalar → changed | unchanged | done; remove element:scalar → changed | unchanged | done; ' +
    'contains element:scalar → member is:truth',
  isInput: (input) =>
    (input.kind === 'add' || input.kind === 'remove' || input.kind === 'contains') && isScalar(input.element),
  isOutput: (output) =>
    output.kind === 'changed' ||
    output.kind === 'unchanged' ||
    output.kind === 'done' ||
    (output.kind === 'member' && typeof output.is === 'boolean'),
}

export const queueShape: Shape = {
  words: 'enqueue value:scalar → done; dequeue → value value:scalar | empty',
  isInput: (input) => input.kind === 'dequeue' || (input.kind === 'enqueue' && isScalar(input.value)),
  isOutput: isTaken,
}

export const stackShape: Shape = {
  words: 'push value:scalar → done; pop → value value:scalar | empty',
  isInput: (input) => input.kind === 'pop' || (input.kind === 'push' && isScalar(input.value)),
  isOutput: isTaken,
}

export const lockShape: Shape = {
  words: 'acquire lock:text owner:text → done | refused; release lock:text owner:text → done | refused',
  isInput: (input) =>
    (input.kind === 'acquire' || input.kind === 'release') && isText(input.lock) && isText(input.owner),
  isOutput: (output) => output.kind === 'done' || output.kind === 'refused',
}

export const listShape: Shape = {
  words: 'append key:text value:scalar → done; read key:text → values values:scalars',
  isInput: (input) =>
    isText(input.key) && (input.kind === 'read' || (input.kind === 'append' && isScalar(input.value))),
  isOutput: (output) => output.kind === 'done' || (output.kind === 'values' && isScalars(output.values)),
}

export const bankShape: Shape = {
  words: 'transfer from:text to:text amount:natural → done | refused; balances → balances balances:amounts',
  isInput: (input) =>
    input.kind === 'balances' ||
    (input.kind === 'transfer' && isText(input.from) && isText(input.to) && isNatural(input.amount)),
  isOutput: (output) =>
    output.kind === 'done' ||
    output.kind === 'refused' ||
    (output.kind === 'balances' && isAmounts(output.balances)),
}

export const randomRegisterShape: Shape = {
  words: `${registerShape.words}; writeAny values:scalars → written`,
  isInput: (input) => registerShape.isInput(input) || (input.kind === 'writeAny' && isScalars(input.values)),
  isOutput: registerShape.isOutput,
}

/** What a queue or a stack answers. */
function isTaken(output: Fields): boolean {
  return (
    output.kind === 'done' || output.kind === 'empty' || (output.kind === 'value' && isScalar(output.value))
  )
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

/** Of the types, not of a file: there, fractions may have been rounded. */
function isScalar(value: unknown): boolean {
  return (
    typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' || value === null
  )
}

/** A sum of fractions, or of larger numbers, depends on their order. */
function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value)
}

function isNatural(value: unknown): boolean {
  return isWhole(value) && Number(value) >= 0
}

function isScalars(values: unknown): boolean {
  return Array.isArray(values) && values.every(isScalar)
}

function isAmounts(amounts: unknown): boolean {
  return (
    typeof amounts === 'object' &&
    amounts !== null &&
    !Array.isArray(amounts) &&
    Object.values(amounts).every(isWhole)
  )
}
