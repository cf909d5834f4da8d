import type { AnyOperation } from './history-file.ts'
import type { ModelName } from './models.ts'

export const groups = {
  etcd: 'Jepsen logs of etcd: one compare-and-set register, 5 clients',
  'kv-files': "Porcupine's key/value files",
  'kv-scale': 'Key/value, 1,000 keys, puts and gets of unique values',
  appends: 'Key/value, 100 keys, appends and gets',
  register: 'One register, unique values',
  adversarial: 'Adversarial: k concurrent writes, alternation, k unknown operations among live clients',
  generic: "Generic engine: a user's counter",
  queue: 'FIFO queue, distinct values',
  stack: 'Stack, distinct values',
} as const

export type Group = keyof typeof groups

/** A history to judge. */
export type Case = {
  readonly group: Group
  /** Unique among all cases: `etcd_002`, `register 50 clients 10^6 stale read`. */
  readonly name: string
  /** Cases of one series grow: who cannot do one in time is not asked for those after it. */
  readonly series: string
  readonly model: ModelName
  readonly expected: 'linearizable' | 'illegal'
  /** Made when it is its turn: all histories together would not fit. */
  readonly operations: () => Iterable<AnyOperation>
  readonly operationsAbout: number
  /** Also measured in fresh processes. */
  readonly isMeasuredCold: boolean
  /** Also measured: what the engine allocates. */
  readonly isMeasuredForMemory: boolean
}
