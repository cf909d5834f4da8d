import type { AnySubject } from '../subject.ts'
import { bank, lock } from './accounts.ts'
import { counter, list, queue, set, stack } from './collections.ts'
import { casRegister, keyValue, keyValueOrNull, randomRegister, register } from './stores.ts'
import { waitingQueue } from './waiting.ts'

export const subjects: readonly [AnySubject, ...AnySubject[]] = [
  register,
  casRegister,
  keyValue,
  keyValueOrNull,
  counter,
  set,
  queue,
  stack,
  lock,
  list,
  bank,
  randomRegister,
  waitingQueue,
]

export function subjectNamed(name: string): AnySubject {
  const found = subjects.find((subject) => subject.name === name)
  if (found !== undefined) return found
  throw new Error(`expected a model of ${subjects.map((subject) => subject.name).join(', ')}, got ${name}`)
}
