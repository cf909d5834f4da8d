import type { Judgement } from '../src/trace/index.ts'

export function noDuplicateWrites(needs: readonly string[]): Judgement {
  return {
    name: 'no-duplicate-writes',
    claim: '',
    source: '',
    on: 'every schedule',
    needs,
    judge: () => ({ kind: 'vacuous', missing: 'not written yet' }),
  }
}
