import { replayBreach } from '../src/labs/replicated-vm/breaches/replay.ts'
import { judgementOf } from './replicated-vm.ts'

/**
 * Seen in what the application itself wrote down: what each machine was given, after how many instructions, and a
 * digest of the state that came of it. Compared until the backup goes live: from then on it has a life of its own.
 */
export const sameState = judgementOf(
  {
    name: 'same-state',
    claim: 'at the same position of the log the replicas are in the same state',
    source: 'CS 452 Primary/Backup, slide 44; Scales, Nelson & Venkitachalam 2010, §2.1',
    needs: ['interrupt replayed', 'timestamp replayed'],
  },
  replayBreach,
)
