import type { Result } from '../../port/index.ts'
import type { Progress } from '../../services/index.ts'
import type { Narration } from '../../trace/index.ts'
import { fieldOf, isCount } from '../lenses.ts'
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
  outcome: progressOf,
  chatter: ['Acknowledgement', 'Log', 'TestAndSet'],
  testModule: null,
}

/** `at 124, idle`: how many instructions the machine has executed, why it stopped, and with which outputs. */
function progressOf(result: Result): string | null {
  if (!isCount(fieldOf(result, 'count')) || !Array.isArray(fieldOf(result, 'outputs'))) return null
  // What counts instructions and outputs is a machine.
  const { count, stopped, outputs } = result as Progress
  const sent = outputs.map(({ number }) => `, with output ${number}`)
  return `at ${count}${stopped === 'count' ? '' : `, ${stopsAs[stopped]}`}${sent.join('')}`
}

const stopsAs = { idle: 'idle', timestamp: 'asks for the time', halted: 'halted' }
