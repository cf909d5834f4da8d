import type { Judgement } from '../src/trace/index.ts'

export function linearizable(needs: readonly string[]): Judgement {
  return {
    name: 'linearizable',
    claim: '',
    source: '',
    on: 'every schedule',
    needs,
    judge: () => ({ kind: 'vacuous', missing: 'not written yet' }),
  }
}
