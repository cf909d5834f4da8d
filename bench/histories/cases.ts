import type { Case, Group } from '../case.ts'
import type { ModelName } from '../models.ts'
import { adversaries } from './adversarial.ts'
import { appends, counter, puts, queue, register, stack, type Family, type Size } from './generated.ts'
import { recordedCases } from './recorded.ts'

/** Every history of the benchmark. `operationsMax` leaves the larger ones out. */
export function allCases(operationsMax: number): readonly Case[] {
  return [
    ...recordedCases(),
    ...scaled('kv-scale', 'key-value', puts(1_000), [
      ...sizes([2], [10_000]),
      ...sizes([10, 50], [10_000, 100_000, 1_000_000]),
    ]),
    ...scaled('appends', 'key-value', appends(100), sizes([10, 50], [2_000, 20_000])),
    ...scaled('register', 'register', register, [
      ...sizes([2, 10], [1_000, 10_000]),
      ...sizes([50], [1_000, 10_000, 100_000, 1_000_000]),
    ]),
    ...adversaries.flatMap(({ name, model, expected, operations }) =>
      [10, 20, 100].map((k): Case => ({
        ...plain,
        group: 'adversarial',
        name: `${name}, k = ${k}`,
        series: name,
        model,
        expected,
        operations: () => operations(k),
      })),
    ),
    ...scaled('generic', 'user-counter', counter, [
      ...sizes([4, 8], [1_000, 10_000]),
      ...sizes([16], [1_000]),
    ]),
    ...scaled('queue', 'queue', queue, sizes([8], [1_000, 10_000, 100_000])),
    ...scaled('stack', 'stack', stack, sizes([8], [1_000, 10_000, 100_000])),
  ].filter(({ operationsAbout }) => operationsAbout <= operationsMax)
}

const plain = { isMeasuredCold: false, isMeasuredForMemory: false, operationsAbout: 0 } as const

const memoryFrom = 1_000_000

type Scale = Pick<Size, 'clients' | 'operations'>

function sizes(clients: readonly number[], operations: readonly number[]): readonly Scale[] {
  return clients.flatMap((clients) => operations.map((operations) => ({ clients, operations })))
}

function scaled<Input, Output>(
  group: Group,
  model: ModelName,
  family: Family<Input, Output>,
  scales: readonly Scale[],
): readonly Case[] {
  return scales.flatMap((scale) =>
    (['linearizable', 'illegal'] as const).map((expected): Case => ({
      ...plain,
      group,
      name: `${scale.operations.toLocaleString('en')} of ${scale.clients} clients, ${expected}`,
      series: `${group} of ${scale.clients} clients, ${expected}`,
      model,
      expected,
      operations: () => family[expected]({ ...scale, seed: `${group} ${scale.clients} ${scale.operations}` }),
      operationsAbout: scale.operations,
      isMeasuredForMemory: scale.operations >= memoryFrom,
    })),
  )
}
