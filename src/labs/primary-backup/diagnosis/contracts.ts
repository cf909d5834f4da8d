import type { Trace, Violated } from '../../../trace/index.ts'
import type { Breach } from '../../diagnosis/rules.ts'
import { keptResult } from '../../diagnosis/silence.ts'
import { seldomClient, seldomServer } from './costs.ts'
import { laggardBreach } from './laggards.ts'

/** What a broken promise of the view service, or of progress means, by the signature of the verdict. */
type Advice = readonly [rule: Breach['rule'], sentence: string, advice: string]

const bySignature: Readonly<Record<string, Advice>> = {
  // single-primary
  'two-views-of-one-number': [
    'view-service',
    'a view number must mean the same to everybody: servers compare nothing else',
    'announce every new pair of primary and backup under a number of its own',
  ],
  'reply-without-a-view': [
    'rule-4',
    'a Reply says in which view its server answers as the primary',
    'put the number of the view into the Reply, as the contract says',
  ],
  'reply-in-a-view-never-announced': [
    'rule-4',
    'only the view server makes views',
    'answer in views that the view server has told, and name those',
  ],
  // view-service
  'view-malformed': [
    'view-service',
    'nobody can read this view',
    "send { kind: 'ViewReply', view: { number, primary, backup } }",
  ],
  'member-is-no-server': [
    'view-service',
    'only servers ping: who merely asks for the view is a client',
    'take the sender of a Ping for a live server, and the sender of a GetView for nothing',
  ],
  'member-never-pinged': [
    'detect-failures',
    'a server that has never been heard of is not alive',
    'make a server a member of a view only after it has pinged',
  ],
  'one-server-in-both-roles': [
    'view-service',
    'a backup is there for the case that the primary dies: it must be another server',
    'choose the backup among the servers that are not the primary; with one server alone there is no backup',
  ],
  'view-number-went-back': [
    'view-service',
    'views are counted upwards: whoever has heard of a view ignores older ones',
    'keep one current view and tell only that one',
  ],
  'first-view-is-not-1': [
    'view-service',
    'view 0 is the one without a primary, and the first real view is 1',
    'start with view 1 as soon as a server pings',
  ],
  'view-number-skipped': [
    'view-service',
    'views are counted one by one',
    'add 1 to the number when the view changes, and at no other time',
  ],
  'view-left-unacknowledged': [
    'rule-6',
    'only the acknowledgement tells the view server that the primary has given the state to the backup',
    'stay with the view until its primary has pinged with its number, however long it is silent',
  ],
  'view-changed-nothing': [
    'view-service',
    'a new number for the same servers makes them transfer the state once more, for nothing',
    'make a new view only when its primary or its backup is another one',
  ],
  'server-dropped-without-cause': [
    'detect-failures',
    'a server is dead after missed pings, and this one had missed none',
    'let time pass at the view server (its own timer) before it takes silence for death',
  ],
  'live-server-dropped': [
    'detect-failures',
    'a server is dead after several missed pings, and this one pinged in time',
    'every ping of a server makes it alive again: count silence from its last one',
  ],
  'dead-primary-kept': [
    'detect-failures',
    'the view is acknowledged and the backup is there: nothing forbids to promote it',
    'when the primary has missed its pings, make the backup the primary of the next view',
  ],
  'dead-backup-kept': [
    'detect-failures',
    'a primary waits for its backup: with a dead one it waits for ever',
    'when the backup has missed its pings, make a view with an idle server in its place, or with none',
  ],
  'idle-server-left-out': [
    'detect-failures',
    'live servers without a role are there to be promoted to backup',
    'when a view has no backup and an idle server pings, make a view with it as the backup',
  ],
  'no-view-formed': [
    'view-service',
    'without a first view there is no primary',
    'make the first server that pings the primary of view 1',
  ],
  'client-asks-on-every-call': [
    'ask-seldom',
    'clients remember the view: the view server would be the bottleneck of every call',
    seldomClient,
  ],
  'server-asks-on-every-request': [
    'ask-seldom',
    'servers know the view from the answers to their pings',
    seldomServer,
  ],
  // progress
  'no-view-announced': [
    'progress',
    'without a first view there is no primary',
    'make the first server that pings the primary of view 1',
  ],
  'view-without-primary': [
    'progress',
    'the server that has the state is alive, and nobody else may take its place',
    'keep it in its role, or give the role to the backup',
  ],
  'view-never-acknowledged': [
    'rule-6',
    'until the primary acknowledges its view the view server may not move on, and nobody is served',
    'give the state to the new backup, again and again until it says that it has it; then ping with the new number',
  ],
  'dead-server-kept-in-view': [
    'detect-failures',
    'a member of the view is dead, and the view stays',
    'count silence with a timer, and make a new view when a member has missed its pings',
  ],
  'client-ignores-the-answer': [
    'progress',
    'the answer arrived, and the client did not take it',
    'take every Reply that carries the number of the open call, whatever view it names',
  ],
  'client-does-not-ask-again': [
    'at-most-once',
    'messages get lost: a client that asks once may wait for ever',
    'set a timer with every request, and ask again under the same number when it fires',
  ],
  'client-does-not-learn-the-view': [
    'progress',
    'the client goes on in an old view, and is rightly refused',
    'ask the view server (GetView) when an answer is overdue or refused, and go by the view that it tells',
  ],
  'client-asks-the-wrong-server': [
    'progress',
    'the client still takes another server for the primary',
    'ask the view server for the view when an answer is overdue or refused, and send the request to its primary',
  ],
  'server-refuses': [
    'progress',
    'it is the primary of the view, and the view is settled: there is nobody else to answer',
    'a primary that has entered its view serves requests of that view; forget what was pending when the view changes',
  ],
  'server-keeps-the-result': ['progress', ...keptResult],
  'server-does-not-answer': [
    'progress',
    'requests arrive and nothing comes back: the server waits for something that does not come',
    'send forwards and transfers again until they are acknowledged; answer a repetition with the remembered result; drop what was pending when the view changes',
  ],
}

/** What comes of it that somebody does not take over a view, too. */
const outdated: ReadonlySet<string> = new Set([
  'view-never-acknowledged',
  'client-does-not-learn-the-view',
  'client-asks-the-wrong-server',
  'server-refuses',
])

export function contractBreach(trace: Trace, { signature, entries }: Violated): Breach | null {
  const found = bySignature[signature]
  if (found === undefined) return null
  const laggard = outdated.has(signature) ? laggardBreach(trace) : null
  if (laggard !== null) return laggard
  const [rule, sentence, advice] = found
  const fatal = entries.at(-1) ?? 0
  // What was seen at the very end of a calm is that something has not happened.
  const isAbsence = trace.calm !== null && fatal === trace.entries.length - 1
  return { rule, sentence, advice, at: isAbsence ? null : fatal }
}
