import { describe, expect, test } from 'vitest'
import seedrandom from 'seedrandom'
import {
  check,
  explain,
  explanationLines,
  queueModel,
  stackModel,
  unpainted,
  type Explanation,
  type Model,
  type Operation,
} from '#checker'

const budget = { stepsMax: 100_000_000 }

type Op = Operation<
  { readonly kind: string; readonly value?: number },
  { readonly kind: string; readonly value?: number }
>

/** What a real queue, or stack, did; two that took something out have exchanged their answers. */
function recorded(
  length: number,
  take: (held: number[]) => number | undefined,
  [into, out]: readonly [string, string],
): readonly Op[] {
  const random = seedrandom('kept')
  const nat = (below: number): number => Math.floor(random() * below)
  const held: number[] = []
  const operations = Array.from({ length }, (_, index): Op => {
    const time = 2 * index
    const times = { call: time - nat(9), return: time + nat(9) }
    const rest = { kind: 'returned', client: `c${index}`, ...times } as const
    if (nat(10) < (into === 'push' ? 5 : 6)) {
      held.push(index)
      return { ...rest, input: { kind: into, value: index }, output: { kind: 'done' } }
    }
    const value = take(held)
    return {
      ...rest,
      input: { kind: out },
      output: value === undefined ? { kind: 'empty' } : { kind: 'value', value },
    }
  })
  const answered = operations.flatMap((operation, index) =>
    operation.kind === 'returned' && operation.output.value !== undefined
      ? [{ index, output: operation.output, value: operation.output.value }]
      : [],
  )
  const one = answered[Math.floor(answered.length / 2)]
  // Something that was there already, and stayed for long.
  const other = answered.find(
    ({ index, value }) => one !== undefined && index > one.index + 30 && value < one.index - 3,
  )
  if (one === undefined || other === undefined) throw new Error('expected more operations')
  return operations
    .with(one.index, { ...operations[one.index], output: other.output } as Op)
    .with(other.index, { ...operations[other.index], output: one.output } as Op)
}

const subjects = {
  queue: [
    queueModel as unknown as Model<unknown, Op['input'], unknown>,
    recorded(4_000, (held) => held.shift(), ['enqueue', 'dequeue']),
  ],
  stack: [
    stackModel as unknown as Model<unknown, Op['input'], unknown>,
    recorded(4_000, (held) => held.pop(), ['push', 'pop']),
  ],
} as const

describe.each(Object.entries(subjects))('of a long history of a %s', (_name, [model, history]) => {
  const explained = explain(model, history, budget)

  test('a core is found that is short, though every operation may take away what others need', () => {
    expect(explained).toMatchObject({
      kind: 'illegal',
      core: { othersAre: 'kept', isMinimal: true },
      order: { kind: 'found' },
    })
    expect(found(explained).core.members.length).toBeLessThan(20)
    expect(found(explained).core.members.length + found(explained).core.others).toBeGreaterThan(1_000)
    const text = explanationLines(found(explained), { columns: 100, paint: unpainted }).join(' ')
    expect(text).toMatch(/These \d+ operations have no order, whenever the [\d,]+ other operations took/)
    expect(text).not.toContain('(free)')
  })

  test('it has no order, and each member is needed for that', () => {
    const { core, unplaceable } = found(explained)
    const end = unplaceable.operation.kind === 'returned' ? unplaceable.operation.return : NaN
    const known = (index: number, operation: Op): boolean =>
      operation.kind === 'returned' &&
      (operation.return < end || (operation.return === end && index <= unplaceable.index))
    const weakened = (freed: number): readonly Op[] =>
      history.flatMap((operation, index): readonly Op[] => {
        if (operation.call > end) return []
        const member = core.members.find((one) => one.index === index && index !== freed)
        if (member?.needed === 'all') return [operation]
        const {
          output: _output,
          return: _return,
          ...open
        } = { output: undefined, return: undefined, ...operation }
        if (
          member !== undefined ||
          (index === freed && index === unplaceable.index) ||
          !known(index, operation)
        )
          return [{ ...open, kind: 'pending', call: member === undefined ? -100 : operation.call }]
        return [{ ...operation, call: -100, return: end } as Op]
      })
    expect(check(model, weakened(-1), budget).kind).toBe('illegal')
    for (const { index } of core.members)
      expect(check(model, weakened(index), budget).kind).toBe('linearizable')
  })
})

function found(explained: { readonly kind: string }): Explanation<unknown, unknown> {
  expect(explained.kind).toBe('illegal')
  // The cast: it is of that kind.
  return explained as Explanation<unknown, unknown>
}
