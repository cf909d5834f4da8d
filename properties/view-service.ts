import type { Judgement } from '../src/trace/index.ts'

export const viewService: Judgement = {
  name: 'view-service',
  claim: '',
  source: '',
  on: 'every schedule',
  needs: [],
  judge: () => ({ kind: 'vacuous', missing: 'not written yet' }),
}
