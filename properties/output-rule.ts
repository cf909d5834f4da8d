import { outputRuleBreach } from '../src/labs/replicated-vm/breaches/output-rule.ts'
import { judgementOf } from './replicated-vm.ts'

/**
 * Seen in messages of the contract alone. What an acknowledgement says is not believed: the entries must have been
 * delivered.
 */
export const outputRule = judgementOf(
  {
    name: 'output-rule',
    claim: 'no output leaves before the backup has acknowledged every entry of the log up to it',
    source: 'CS 452 Primary/Backup, slides 45–46; Scales, Nelson & Venkitachalam 2010, §2.2',
    needs: ['output after acknowledgement'],
  },
  outputRuleBreach,
)
