import type { Model } from './model.ts'
import type { Shape } from './models/shapes.ts'
import type { History, Operation } from './operation.ts'

export function requireBudget(stepsMax: number): void {
  if (Number.isSafeInteger(stepsMax) && stepsMax >= 1) return
  throw new Error(`expected stepsMax to be a positive whole number, got ${stepsMax}: try 1e6`)
}

/**
 * Every operation must be one, and one that the model has: what is none would be passed over, or misread, and
 * the verdict would be about another history. TypeScript sees to most of it, but not for who calls from JavaScript,
 * or casts what came from a file. Returns how many operations did not happen.
 *
 * Where the model has an engine, its encoder looks at inputs and outputs anyway: `requireShapes` is only called when it
 * found something odd, and for what it has not seen.
 */
export function requireOperations<State, Input, Output>(
  { shape, engine }: Model<State, Input, Output>,
  history: History<Input, Output>,
): number {
  if (!Array.isArray(history)) {
    throw new TypeError(
      `expected a history, an array of operations, got ${shown(history)}: put them into one`,
    )
  }
  let failed = 0
  for (let position = 0; position < history.length; position++) {
    const operation: unknown = history[position]
    if (!isOperation(operation)) refuse(history, position, shape)
    const isFailed = operation.kind === 'failed'
    if (isFailed) failed += 1
    if (shape === undefined) continue
    const isFit = engine === undefined || isFailed ? hasShape(operation, shape) : hasObjects(operation)
    if (!isFit) refuse(history, position, shape)
  }
  return failed
}

/** Throws where an input or output is not of the model. */
export function requireShapes<State, Input, Output>(
  { shape }: Model<State, Input, Output>,
  history: History<Input, Output>,
): void {
  if (shape === undefined) return
  const position = history.findIndex((operation) => !hasShape(operation, shape))
  if (position >= 0) refuse(history, position, shape)
}

function refuse(history: readonly unknown[], position: number, shape: Shape | undefined): never {
  throw new TypeError(`operation ${position}${problemOf(history[position], shape)}`)
}

/** So that an encoder can look into them. */
export function hasObjects(operation: AnyOperation): boolean {
  return isObject(operation.input) && (operation.kind !== 'returned' || isObject(operation.output))
}

/** Is it an operation, and none of those that failed? */
export function hasHappened(value: unknown): boolean {
  return isOperation(value) && value.kind !== 'failed'
}

type AnyOperation = History<unknown, unknown>[number]

function isOperation(value: unknown): value is AnyOperation {
  // The cast: whatever it is, these fields can be asked for.
  const operation = value as Partial<Extract<AnyOperation, { readonly kind: 'returned' }>> | undefined | null
  const kind: string | undefined = operation?.kind
  return (
    (kind === 'returned' || kind === 'pending' || kind === 'failed') &&
    typeof operation?.client === 'string' &&
    isInterval(operation.call, kind === 'pending' ? operation.call : operation.return)
  )
}

/** False for NaN, too. */
function isInterval(call: unknown, end: unknown): boolean {
  return (
    typeof call === 'number' && typeof end === 'number' && call > -Infinity && call <= end && end < Infinity
  )
}

/** May the model have such an operation? */
export function hasShape(operation: AnyOperation, { isInput, isOutput }: Shape): boolean {
  return (
    isObject(operation.input) &&
    isInput(operation.input) &&
    (operation.kind !== 'returned' || (isObject(operation.output) && isOutput(operation.output)))
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** What is wrong with the operation, as the rest of a sentence. */
function problemOf(value: unknown, shape: Shape | undefined): string {
  if (!isObject(value)) return `: expected an object, got ${shown(value)}: see the type Operation`
  // The cast: any object may be looked at.
  const { kind, client, call, return: end, input, output } = value as Readonly<Record<string, unknown>>
  if (typeof client !== 'string') {
    return `: expected "client" to be a string, got ${shown(client)}: say who called it`
  }
  if (kind !== 'returned' && kind !== 'pending' && kind !== 'failed') {
    const what = `expected "kind" to be "returned", "pending" or "failed", got ${shown(kind)}`
    return ` of ${client}: ${what}: say what came of the operation`
  }
  const last = kind === 'pending' ? call : end
  if (!isInterval(call, last)) {
    const came = kind === 'pending' ? '' : `, return ${shown(end)}`
    const what = `expected finite times with call <= return, got call ${shown(call)}${came}`
    return ` of ${client}: ${what}: take both from one clock that never goes back`
  }
  const isInput = isObject(input) && shape?.isInput(input) === true
  const came = isInput ? `the output ${shown(output)}` : `the input ${shown(input)}`
  return (
    ` of ${client}: expected an operation that the model has (${shape?.words}), got ${came}: ` +
    'correct it, or take another model'
  )
}

/** JSON where it can be, since it tells "1" from 1. */
function shown(value: unknown): string {
  let text: string | undefined
  try {
    // Not of numbers: NaN and Infinity would be null.
    text = typeof value === 'number' ? undefined : JSON.stringify(value)
  } catch {
    // It holds itself, or a bigint.
  }
  text ??= String(value)
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}

/** Of what a partition drops, repeats or copies, the verdict would be about another history. */
export function requireAllGrouped<Input, Output>(
  operations: readonly Operation<Input, Output>[],
  groups: readonly (readonly Operation<Input, Output>[])[],
): void {
  const grouped = groups.flat()
  const isEach = new Set([...operations, ...grouped]).size === new Set(grouped).size
  if (isEach && grouped.length === operations.length) return
  throw new Error("expected each operation in one group: correct the model's partition")
}
