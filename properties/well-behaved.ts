import type { Judgement } from '../src/trace/index.ts'

export const wellBehaved: Judgement = {
  name: 'well-behaved',
  claim: '',
  source: '',
  on: 'every schedule',
  needs: [],
  judge: () => ({ kind: 'vacuous', missing: 'not written yet' }),
}
