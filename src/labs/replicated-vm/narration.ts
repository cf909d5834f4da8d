import type { Narration } from '../../trace/index.ts'
import type { TestAndSetResult } from './contract.ts'
import { diagnose } from './diagnosis.ts'
import { outside } from './outside/addresses.ts'

export const narration: Narration = {
  diagnose,
  banner(from, message) {
    if (from !== outside.disk || message.kind !== 'TestAndSetResult') return null
    // The disk is the lab's own.
    return `${(message as TestAndSetResult).holder} alone: it won the test-and-set`
  },
  chatter: ['Acknowledgement', 'Log', 'TestAndSet'],
  testModule: null,
}
