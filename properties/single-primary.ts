import type { Judgement } from '../src/trace/index.ts'

export const singlePrimary: Judgement = {
  name: 'single-primary',
  claim: '',
  source: '',
  on: 'every schedule',
  needs: [],
  judge: () => ({ kind: 'vacuous', missing: 'not written yet' }),
}
