import { oneLiveBreach } from '../src/labs/replicated-vm/breaches/one-live.ts'
import { judgementOf } from './replicated-vm.ts'

export const oneLive = judgementOf(
  {
    name: 'one-live',
    claim: 'one server at a time acts on the outside: who goes on after the other has won the test-and-set',
    source: 'CS 452 Primary/Backup, slides 19, 46; Scales, Nelson & Venkitachalam 2010, §2.3',
    needs: ['failover', 'test-and-set lost'],
  },
  oneLiveBreach,
)
