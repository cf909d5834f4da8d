import type { Judgement } from '../src/trace/index.ts'
import { allBeforeReply } from './all-before-reply.ts'
import { linearizable } from './linearizable.ts'
import { noDuplicateWrites } from './no-duplicate-writes.ts'
import { oneLive } from './one-live.ts'
import { oneMachine } from './one-machine.ts'
import { outputRule } from './output-rule.ts'
import { progress } from './progress.ts'
import { diagnosePrimaryBackup } from './progress/primary-backup.ts'
import { diagnoseReplicatedVm, findTimeStandingStill } from './progress/replicated-vm.ts'
import { diagnoseSingleServer } from './progress/single-server.ts'
import { diagnoseStateMachineReplication } from './progress/state-machine-replication.ts'
import { replicasAgree } from './replicas-agree.ts'
import { sameState } from './same-state.ts'
import { singlePrimary } from './single-primary.ts'
import { viewService } from './view-service.ts'
import { wellBehaved } from './well-behaved.ts'

/** What is judged, by lab. */
export const judgements: Readonly<Record<string, readonly Judgement[]>> = {
  'primary-backup': [
    linearizable(['write acknowledged', 'read answered', 'failover']),
    singlePrimary,
    noDuplicateWrites(['write acknowledged', 'retry after failover']),
    viewService,
    progress(['answer in calm'], diagnosePrimaryBackup),
    wellBehaved,
  ],
  'single-server': [
    linearizable(['write acknowledged', 'read answered']),
    noDuplicateWrites(['write acknowledged', 'retry']),
    progress(['answer in calm'], diagnoseSingleServer),
    wellBehaved,
  ],
  'state-machine-replication': [
    linearizable(['write acknowledged', 'read answered', 'concurrent calls']),
    replicasAgree,
    allBeforeReply,
    noDuplicateWrites(['write acknowledged', 'retry']),
    progress(['answer in calm'], diagnoseStateMachineReplication),
    wellBehaved,
  ],
  'replicated-vm': [
    sameState,
    outputRule,
    oneMachine,
    oneLive,
    linearizable(['write acknowledged', 'read answered', 'failover']),
    progress(['answer in calm'], diagnoseReplicatedVm, findTimeStandingStill),
    wellBehaved,
  ],
}
