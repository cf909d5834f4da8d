import { oneMachineBreach } from '../src/labs/replicated-vm/breaches/one-machine.ts'
import { judgementOf } from './replicated-vm.ts'

/** What the network loses later is no matter: judged is what the servers let go. */
export const oneMachine = judgementOf(
  {
    name: 'one-machine',
    claim:
      'the outputs that leave are those of one machine, none changed and none left out; repeats are allowed',
    source: 'CS 452 Primary/Backup, slides 43, 46; Scales, Nelson & Venkitachalam 2010, §2.2',
    needs: ['output repeated'],
  },
  oneMachineBreach,
)
