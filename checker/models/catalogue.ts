import { bankModel } from './bank.ts'
import { casRegisterModel } from './cas-register.ts'
import { counterModel } from './counter.ts'
import { keyValueModel } from './key-value.ts'
import { listModel } from './list.ts'
import { lockModel } from './lock.ts'
import { queueModel } from './queue.ts'
import { randomRegisterModel } from './random-register.ts'
import { registerModel } from './register.ts'
import { setModel } from './set.ts'
import { stackModel } from './stack.ts'

/** All models by the names that people type, each with what it does and the one to take if nothing is said. */
export const models = {
  register: {
    description: 'a register with read and write; null at first',
    create: () => registerModel(null),
  },
  'cas-register': {
    description: 'a register with read, write and compare-and-set; null at first',
    create: () => casRegisterModel,
  },
  'key-value': {
    description: 'a store with get, put, append, delete and compare-and-set; "" where nothing was written',
    create: () => keyValueModel,
  },
  counter: { description: 'a counter with add and read; 0 at first', create: () => counterModel },
  set: { description: 'a set with add, remove and contains; empty at first', create: () => setModel },
  queue: {
    description: 'a first-in, first-out queue with enqueue and dequeue; empty at first',
    create: () => queueModel,
  },
  stack: {
    description: 'a last-in, first-out stack with push and pop; empty at first',
    create: () => stackModel,
  },
  lock: { description: 'locks with acquire and release by an owner; free at first', create: () => lockModel },
  list: { description: 'append-only lists with append and read; empty at first', create: () => listModel },
  bank: {
    description: 'accounts with transfer and balances; it must be told the balances at first',
    create: () => bankModel({}),
  },
  'random-register': {
    description: 'a register with read, write and a write of one of several values; null at first',
    create: () => randomRegisterModel,
  },
} as const
