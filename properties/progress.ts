import type { Judgement } from '../src/trace/index.ts'

export function progress(needs: readonly string[]): Judgement {
  return {
    name: 'progress',
    claim: '',
    source: '',
    on: 'every schedule',
    needs,
    judge: () => ({ kind: 'vacuous', missing: 'not written yet' }),
  }
}
