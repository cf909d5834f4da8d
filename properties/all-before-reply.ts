import { isWrite, replyIn, requestIn } from '../src/labs/lenses.ts'
import { contentOf, type Command } from '../src/port/index.ts'
import type { Entry, Judgement, Trace, Verdict, Violated } from '../src/trace/index.ts'
import { listed, nameOfCommand } from './naming.ts'

type Message = (Entry['cause'] & { readonly kind: 'deliver' })['message']

/**
 * What servers say to each other is their own affair. But whatever they say, a server can know that another one has a
 * write only when it has heard, directly or through others, of something that this one did after it had learned of
 * the write. So a Reply that leaves before that leaves too early, in any design. (Lamport's happened-before, 1978.)
 *
 * Blind spot: a server may have heard of a write and not execute it. `replicas-agree` sees that in the calm.
 */
export const allBeforeReply: Judgement = {
  name: 'all-before-reply',
  claim: 'a write is answered only when every server has it, so that no crash loses what a client was told',
  source: 'CS 452 Primary/Backup, slides 6–8',
  on: 'every schedule',
  needs: ['write acknowledged', 'write at every server'],
  judge,
}

/** Calls by their ids: which servers, so far as a node can know, have learned of each. */
type Knowledge = ReadonlyMap<string, ReadonlySet<string>>

const nothing: Knowledge = new Map()
const nobody: ReadonlySet<string> = new Set()

function judge(trace: Trace): Verdict {
  const observer = new Observer(trace)
  let at = -1
  for (const entry of trace.entries) {
    at += 1
    const violated = observer.observe(entry, at)
    if (violated !== null) return violated
  }
  return { kind: 'holds' }
}

class Observer {
  readonly #servers: ReadonlySet<string>
  readonly #clients: ReadonlySet<string>
  readonly #known = new Map<string, Knowledge>()
  /** By link: each message that was sent, and what its sender knew then. */
  readonly #sent = new Map<string, { readonly message: Message; readonly known: Knowledge }[]>()
  readonly #openCall = new Map<string, Command>()
  /** What each id was first used for, and the entry. */
  readonly #asked = new Map<string, { readonly command: Command; readonly at: number }>()

  constructor(readonly trace: Trace) {
    this.#servers = new Set(trace.setup.servers)
    this.#clients = new Set(trace.setup.clients)
  }

  observe({ cause, effects }: Entry, at: number): Violated | null {
    if (cause.kind === 'invoke') this.#openCall.set(cause.client, cause.command)
    if (cause.kind === 'deliver') this.#hear(cause.to, cause.message, this.#knownAtSending(cause))
    for (const effect of effects) {
      if (effect.kind !== 'sent') continue
      const violated = this.#clients.has(effect.to) ? this.#judgeReply(effect, at) : null
      if (violated !== null) return violated
      this.#send(effect, at)
    }
    return null
  }

  #hear(node: string, message: Message, heard: Knowledge): void {
    const before = this.#known.get(node) ?? nothing
    const itself = this.#servers.has(node) ? node : null
    // Most of what is heard is known: what a node knows is copied only when there is more of it.
    let after: Map<string, ReadonlySet<string>> | null = null
    const learn = (id: string, fromOthers: ReadonlySet<string>): void => {
      const had = before.get(id)
      const isKnown = had !== undefined && (itself === null || had.has(itself)) && isWithin(fromOthers, had)
      if (isKnown) return
      const servers = new Set([...(had ?? []), ...fromOthers])
      if (itself !== null) servers.add(itself)
      after ??= new Map(before)
      after.set(id, servers)
    }
    // A server that hears from one who knows of a call may have been told of it.
    for (const [id, servers] of heard) learn(id, servers)
    const request = requestIn(message)
    if (request !== null) learn(request.id, heard.get(request.id) ?? nobody)
    if (after !== null) this.#known.set(node, after)
  }

  #knownAtSending({ from, to, message }: Entry['cause'] & { readonly kind: 'deliver' }): Knowledge {
    const onLink = this.#sent.get(linkOf(from, to)) ?? []
    const itself = onLink.findLast((sent) => sent.message === message)
    if (itself !== undefined) return itself.known
    // In a recorded run it is not the very object. Of several sendings of one content the latest tells most.
    const content = contentOf(message)
    return onLink.findLast((sent) => contentOf(sent.message) === content)?.known ?? nothing
  }

  #send({ from, to, message }: Entry['effects'][number] & { readonly kind: 'sent' }, at: number): void {
    const request = requestIn(message)
    const command = this.#openCall.get(from)
    if (request !== null && command !== undefined && this.#clients.has(from)) {
      if (!this.#asked.has(request.id)) this.#asked.set(request.id, { command, at })
      const known = this.#known.get(from)
      if (known?.has(request.id) !== true) this.#known.set(from, new Map(known).set(request.id, nobody))
    }
    const known = this.#known.get(from) ?? nothing
    const link = linkOf(from, to)
    const onLink = this.#sent.get(link)
    if (onLink === undefined) this.#sent.set(link, [{ message, known }])
    else onLink.push({ message, known })
  }

  #judgeReply(
    { from, message }: Entry['effects'][number] & { readonly kind: 'sent' },
    at: number,
  ): Violated | null {
    const reply = replyIn(message)
    const asked = reply === null ? undefined : this.#asked.get(reply.id)
    if (reply === null || asked === undefined || !isWrite(this.trace, asked.command)) return null
    const having = this.#known.get(from)?.get(reply.id)
    const lacking = [...this.#servers].filter((server) => having?.has(server) !== true)
    if (lacking.length === 0) return null
    return {
      kind: 'violated',
      because:
        `${from} answered ${reply.id}, ${nameOfCommand(asked.command)}, ` +
        `and cannot know that ${listed(lacking)} ${lacking.length === 1 ? 'has' : 'have'} it`,
      signature: 'reply-before-all',
      entries: [asked.at, at],
    }
  }
}

function isWithin(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  for (const each of part) if (!whole.has(each)) return false
  return true
}

function linkOf(from: string, to: string): string {
  return `${from}>${to}`
}
