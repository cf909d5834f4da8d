import type { Sequence } from '#checker'
import type { AnyHistory, AnyOperation } from './histories.ts'
import type { AnySubject } from './subject.ts'

/** What is legal, told by a subject's `ways` alone. */
export type Specification = {
  /** By trying every order; for histories of a few operations. */
  readonly isLinearizable: (operations: readonly AnyOperation[]) => boolean
  /** Why these sequences, one a group, are no linearizations of the history; `undefined` when they are. */
  readonly faultIn: (
    groups: readonly (readonly AnyOperation[])[],
    linearizations: readonly Sequence<unknown, unknown>[],
  ) => string | undefined
}

/** Realities, inputs and outputs are known by number; when there are so many, all are forgotten. */
const numbersMax = 200_000

type Change = { readonly output: number; readonly after: number }

/** What an operation is to the specification. No output: it may have any. */
type Action = { readonly input: number; readonly output: number | undefined }

export function createSpecification(subject: AnySubject): Specification {
  const numbers = new Map<string, number>()
  /** Of those objects that were numbered before: the letters of an alphabet come in millions of histories. */
  let known = new WeakMap<object, number>()
  const values: unknown[] = []
  const changes = new Map<number, readonly Change[]>()

  function numberOf(value: unknown): number {
    if (typeof value !== 'object' || value === null) return numberOfText(JSON.stringify(value), value)
    let number = known.get(value)
    if (number === undefined) {
      number = numberOfText(JSON.stringify(value), value)
      known.set(value, number)
    }
    return number
  }

  function numberOfText(text: string, value: unknown): number {
    let number = numbers.get(text)
    if (number === undefined) {
      number = values.push(value) - 1
      numbers.set(text, number)
    }
    return number
  }

  function changesOf(reality: number, input: number): readonly Change[] {
    const place = reality * 2 * numbersMax + input
    const before = changes.get(place)
    if (before !== undefined) return before
    const found = subject
      .ways(values[reality], values[input])
      .map(({ output, after }) => ({ output: numberOf(output), after: numberOf(after) }))
    changes.set(place, found)
    return found
  }

  function actionOf(operation: AnyOperation): Action {
    const output = operation.kind === 'returned' ? numberOf(operation.output) : undefined
    return { input: numberOf(operation.input), output }
  }

  /** The realities in which an action may leave this one, each as often as there are ways. */
  function afters(reality: number, { input, output }: Action): readonly number[] {
    const found: number[] = []
    for (const change of changesOf(reality, input)) {
      if (output === undefined || change.output === output) found.push(change.after)
    }
    return found
  }

  function begin(): number {
    if (values.length > numbersMax) {
      numbers.clear()
      known = new WeakMap()
      changes.clear()
      values.length = 0
    }
    return numberOf(subject.first)
  }

  function isLinearizable(operations: readonly AnyOperation[]): boolean {
    const first = begin()
    const actions = operations.map(actionOf)
    const { waitsFor, mustBePlaced } = precedenceOf(operations)
    const canEnd = (reality: number, placed: number): boolean => {
      if ((mustBePlaced & ~placed) === 0) return true
      return actions.some(
        (action, index) =>
          (placed & (1 << index)) === 0 &&
          ((waitsFor[index] ?? 0) & ~placed) === 0 &&
          afters(reality, action).some((after) => canEnd(after, placed | (1 << index))),
      )
    }
    return canEnd(first, 0)
  }

  function faultIn(
    groups: readonly (readonly AnyOperation[])[],
    linearizations: readonly Sequence<unknown, unknown>[],
  ): string | undefined {
    if (groups.length !== linearizations.length)
      return `${groups.length} groups have ${linearizations.length} orders`
    for (const [index, group] of groups.entries()) {
      const sequence = linearizations[index] ?? []
      const fault = faultInOrder(group, sequence) ?? faultInEffects(sequence)
      if (fault !== undefined) return fault
    }
    return undefined
  }

  function faultInEffects(sequence: Sequence<unknown, unknown>): string | undefined {
    let realities = [begin()]
    for (const operation of sequence) {
      const action = actionOf(operation)
      realities = [...new Set(realities.flatMap((reality) => afters(reality, action)))]
      if (realities.length === 0) return `${JSON.stringify(operation)} is illegal where it is placed`
    }
    return undefined
  }

  return { isLinearizable, faultIn }
}

/** A sequence has the returned operations of a group, each once, others of the group, and keeps real time. */
function faultInOrder(
  group: readonly AnyOperation[],
  sequence: Sequence<unknown, unknown>,
): string | undefined {
  const left = new Set(group)
  let latestCall = -Infinity
  for (const operation of sequence) {
    if (!left.delete(operation)) return `${JSON.stringify(operation)} is placed twice, or not of the group`
    latestCall = Math.max(latestCall, operation.call)
    if (operation.kind === 'returned' && operation.return < latestCall)
      return `${JSON.stringify(operation)} is overtaken by one that was called after its return`
  }
  for (const operation of left) {
    if (operation.kind === 'returned') return `${JSON.stringify(operation)} is not placed`
  }
  return undefined
}

/** Who must be placed before whom, and who at all; sets are bits of one number, so of 31 operations at most. */
export function precedenceOf(operations: readonly AnyOperation[]): {
  readonly waitsFor: readonly number[]
  readonly mustBePlaced: number
} {
  const setOf = (isMember: (operation: AnyOperation) => boolean): number =>
    operations.reduce((set, operation, index) => (isMember(operation) ? set | (1 << index) : set), 0)
  return {
    waitsFor: operations.map((operation) => setOf((other) => precedes(other, operation))),
    mustBePlaced: setOf((operation) => operation.kind === 'returned'),
  }
}

function precedes(earlier: AnyOperation, later: AnyOperation): boolean {
  return earlier.kind === 'returned' && earlier.return < later.call
}

/** Without those that are known not to have happened. */
export function happened(history: AnyHistory): readonly AnyOperation[] {
  return history.filter((operation): operation is AnyOperation => operation.kind !== 'failed')
}
