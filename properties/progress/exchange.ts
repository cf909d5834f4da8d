import { msOf, replyIn, requestIn } from '../../src/labs/lenses.ts'
import { contentOf } from '../../src/port/index.ts'
import type { Call, Calm, Trace } from '../../src/trace/index.ts'
import { listed } from '../naming.ts'

/**
 * What was said in the calm about the first of some unanswered calls, between its client and those who
 * should answer it.
 */
export function exchange(
  trace: Trace,
  { fromMs }: Calm,
  [call]: readonly Call[],
  servers: readonly string[],
  /** The number of the view in which they are to be asked; null where there are no views. */
  viewNumber: number | null,
): { readonly signature: string; readonly because: string } {
  const client = call?.client ?? ''
  const named = servers.length === 1 ? listed(servers) : 'a server'
  let requests = 0
  let requestsToServer = 0
  let arrived = 0
  let arrivedInView = 0
  let refusals = 0
  let replies = 0
  let isExecuted = false
  let isReplied = false
  const command = call === undefined ? null : contentOf(call.command)
  const ids = new Set<string>()
  for (const [at, { cause, effects }] of trace.entries.entries()) {
    if (at < (call?.calledAt ?? 0)) continue
    const isCalm = msOf(trace, at) >= fromMs
    for (const effect of effects) {
      if (effect.kind === 'executed' && servers.includes(effect.node))
        isExecuted ||= contentOf(effect.command) === command
      if (effect.kind !== 'sent') continue
      if (effect.to === client) isReplied ||= ids.has(replyIn(effect.message)?.id ?? '')
      if (effect.from !== client) continue
      const request = requestIn(effect.message)
      if (request === null) continue
      ids.add(request.id)
      requests += isCalm ? 1 : 0
      requestsToServer += isCalm && servers.includes(effect.to) ? 1 : 0
    }
    if (!isCalm || cause.kind !== 'deliver') continue
    const request = cause.from === client && servers.includes(cause.to) ? requestIn(cause.message) : null
    arrived += request === null ? 0 : 1
    arrivedInView += request?.viewNumber === viewNumber ? 1 : 0
    if (cause.to !== client || !servers.includes(cause.from)) continue
    if (cause.message.kind === 'Refusal') refusals += 1
    const reply = replyIn(cause.message)
    if (reply !== null && ids.has(reply.id)) replies += 1
  }
  if (replies > 0) {
    return {
      signature: 'client-ignores-the-answer',
      because: `${client} got the reply of ${named} and did not finish`,
    }
  }
  if (requests === 0) {
    return { signature: 'client-does-not-ask-again', because: `${client} sent no request in the calm` }
  }
  if (requestsToServer === 0) {
    return { signature: 'client-asks-the-wrong-server', because: `${client} never asked ${named}` }
  }
  if (viewNumber !== null && arrived > 0 && arrivedInView === 0 && refusals > 0) {
    const because = `${client} asked ${named} in another view than ${viewNumber}, and was refused`
    return { signature: 'client-does-not-learn-the-view', because }
  }
  if (arrived > 0 && refusals > 0) {
    return { signature: 'server-refuses', because: `${named} received requests of ${client} and refused` }
  }
  if (isExecuted && !isReplied) {
    const because = `${client} asked ${named}, which executed the call and never sent a Reply`
    return { signature: 'server-keeps-the-result', because }
  }
  return { signature: 'server-does-not-answer', because: `${client} asked ${named}, which did not answer` }
}
