import type { Judgement, Trace, Verdict } from '../src/trace/index.ts'
import { earliest } from './verdicts.ts'
import { judgeCalm } from './view-service/calm.ts'
import { judgeClients } from './view-service/clients.ts'
import { judgeServers } from './view-service/servers.ts'
import { judgeViews } from './view-service/views.ts'

/** That the next primary comes from the former view is judged by `single-primary`. */
export const viewService: Judgement = {
  name: 'view-service',
  claim:
    'the view server counts views one by one, leaves a view only with cause and after its primary has acknowledged ' +
    'it, replaces the dead by the living, and is not asked on every request',
  source: 'CS 452 Primary/Backup, slides 10–17 and 22 (rule 6)',
  on: 'every schedule',
  needs: ['failover', 'backup added'],
  judge,
}

function judge(trace: Trace): Verdict {
  return (
    earliest([judgeViews(trace), judgeClients(trace), judgeServers(trace), judgeCalm(trace)]) ?? {
      kind: 'holds',
    }
  )
}
