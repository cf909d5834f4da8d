import seedrandom from 'seedrandom'
import {
  queueModel,
  stackModel,
  type Model,
  type Operation,
  type QueueInput,
  type QueueOutput,
  type StackInput,
  type StackOutput,
  type StateKey,
} from '#checker'

type Input = { readonly kind: string; readonly value?: StateKey }
type Output = QueueOutput & StackOutput
export type CollectionOperation = Operation<Input, Output>
export type Collection = {
  readonly model: Model<readonly StateKey[], Input, Output>
  readonly comeIn: string
  readonly goOut: string
  readonly take: (values: number[]) => number | undefined
}

// The casts: models of two kinds of input each, of which the tests know the names.
export const queue: Collection = {
  model: queueModel as Model<readonly StateKey[], QueueInput | Input, QueueOutput>,
  comeIn: 'enqueue',
  goOut: 'dequeue',
  take: (values) => values.shift(),
}
export const stack: Collection = {
  model: stackModel as Model<readonly StateKey[], StackInput | Input, StackOutput>,
  comeIn: 'push',
  goOut: 'pop',
  take: (values) => values.pop(),
}

/** A whole number from 0 to below `limit`. */
export type Dice = (limit: number) => number

export function diceOf(seed: string): Dice {
  const random = seedrandom(seed)
  return (limit) => Math.floor(random() * limit)
}

/** `size` operations: carried out one after the other, or so with a few changes, or anything. */
export function randomHistory(
  collection: Collection,
  dice: Dice,
  size: number,
): readonly CollectionOperation[] {
  const pendingPercent = dice(3) * 10
  const kind = dice(3)
  if (kind === 2) return shuffled(arbitrary(collection, dice, size, pendingPercent), dice)
  const operations = carriedOut(collection, dice, size, pendingPercent)
  for (let changes = kind * (1 + dice(3)); changes > 0; changes--) change(operations, dice)
  return shuffled(operations, dice)
}

/** `undefined` as the output: pending. */
export function operationOf(
  input: Input,
  output: Output | undefined,
  call: number,
  end: number,
): CollectionOperation {
  const common = { client: 'c', input, call }
  return output === undefined
    ? { kind: 'pending', ...common }
    : { kind: 'returned', ...common, output, return: end }
}

export function answerOf(value: StateKey | undefined): Output {
  return value === undefined ? { kind: 'empty' } : { kind: 'value', value }
}

/** A pending one was carried out, too, or never. */
function carriedOut(
  { comeIn, goOut, take }: Collection,
  dice: Dice,
  size: number,
  pendingPercent: number,
): CollectionOperation[] {
  const values: number[] = []
  const spread = 1 + dice(7)
  const inPercent = 30 + dice(50)
  const gap = 1 + dice(2)
  return Array.from({ length: size }, (_, value) => {
    const moment = (value + 1) * gap
    const call = moment - dice(spread + 1)
    const end = moment + dice(spread + 1)
    const isPending = dice(100) < pendingPercent
    const isLost = isPending && dice(2) === 0
    if (dice(100) < inPercent) {
      if (!isLost) values.push(value)
      return operationOf({ kind: comeIn, value }, isPending ? undefined : { kind: 'done' }, call, end)
    }
    const answer = isLost ? undefined : answerOf(take(values))
    return operationOf({ kind: goOut }, isPending ? undefined : answer, call, end)
  })
}

function change(operations: CollectionOperation[], dice: Dice): void {
  const index = dice(operations.length)
  const other = dice(operations.length)
  const [one, two] = [operations[index], operations[other]]
  if (one?.kind !== 'returned' || two?.kind !== 'returned') return
  const isOut = one.output.kind !== 'done'
  const [later, shorter, moved] = [dice(3), dice(3), dice(7) - 3]
  switch (dice(5)) {
    case 0:
      if (isOut !== (two.output.kind !== 'done')) return
      operations[index] = { ...one, input: two.input, output: two.output }
      operations[other] = { ...two, input: one.input, output: one.output }
      return
    case 1:
      operations[index] = {
        ...one,
        call: one.call + later,
        return: Math.max(one.call + later, one.return - shorter),
      }
      return
    case 2:
      if (isOut) operations[index] = { ...one, output: { kind: 'empty' } }
      return
    case 3:
      operations[index] = { ...one, call: one.call + moved, return: one.return + moved }
      return
    default:
      operations.splice(index, 1)
  }
}

/** Values may go out that never came in, or twice. */
function arbitrary(
  { comeIn, goOut }: Collection,
  dice: Dice,
  size: number,
  pendingPercent: number,
): CollectionOperation[] {
  const inCount = 1 + dice(Math.ceil((size * 2) / 3))
  const span = 2 + dice(12)
  const left = Array.from({ length: inCount }, (_, value) => value)
  const isWild = dice(40) === 0
  return Array.from({ length: size }, (_, index) => {
    const isIn = index < inCount
    const call = dice(isIn ? span : span + 4)
    const value = isIn ? index : isWild ? dice(inCount + 1) : left.splice(dice(left.length), 1)[0]
    const answer = isIn ? ({ kind: 'done' } as const) : answerOf(dice(8) === 0 ? undefined : value)
    const input = isIn ? { kind: comeIn, value: index } : { kind: goOut }
    return operationOf(input, dice(100) < pendingPercent ? undefined : answer, call, call + dice(6))
  })
}

function shuffled(operations: readonly CollectionOperation[], dice: Dice): readonly CollectionOperation[] {
  return operations
    .map((operation) => ({ operation, place: dice(1 << 30) }))
    .toSorted((left, right) => left.place - right.place)
    .map(({ operation }) => operation)
}
