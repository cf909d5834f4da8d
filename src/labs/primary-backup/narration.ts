import type { Narration } from '../../trace/index.ts'
import { diagnose } from './diagnosis.ts'
import { viewIn, viewServer } from './lenses.ts'

export const narration: Narration = {
  diagnose,
  banner(from, message) {
    const view = from === viewServer ? viewIn(message) : null
    if (view === null || view.number === 0) return null
    const { number, primary, backup } = view
    return `view ${number}: ${primary === null ? 'no primary' : `primary ${primary}`}, ${backup === null ? 'no backup' : `backup ${backup}`}`
  },
  outcome: () => null,
  chatter: ['Ping', 'GetView', 'ViewReply'],
  testModule: 'splitbrain/vitest',
  testService: 'key-value',
}
