import { absent, IntLists, Names, PairTable } from './ints.ts'
import type { Model } from './model.ts'

/** What one node has sent, as numbers: a post is a message and to whom; sets of posts only grow. */
export class Posts {
  /** Pairs of a node and a message of its mailbox. */
  readonly #posts: (readonly [to: number, mail: number])[] = []
  readonly #ids = new PairTable()
  readonly #ofOutcomes: (readonly number[] | undefined)[] = []
  readonly #sets = new IntLists()
  readonly #setNames = new Names()
  readonly #members: ReadonlySet<number>[] = []

  constructor(
    readonly index: number,
    readonly model: Model,
  ) {}

  /** What the node has sent until the stage is over. */
  initial(): number {
    const address = this.model.nodes[this.index]?.reactions.actor.address
    const sent: number[] = []
    for (const [to, { mailbox }] of this.model.nodes.entries()) {
      for (const mail of mailbox.mailsIn(this.model.inboxes[to] ?? 0)) {
        if (mailbox.mails[mail]?.from === address) sent.push(this.#post(to, mail))
      }
    }
    return this.#set(sent)
  }

  /** What the outcome sends that is not in the set, sorted. */
  freshIn(outcome: number, set: number): readonly number[] {
    const posts = (this.#ofOutcomes[outcome] ??= this.#postsOf(outcome))
    const members = this.#members[set]
    if (members === undefined) throw new Error('there is no such set of posts')
    for (const post of posts) if (!members.has(post)) return posts.filter((each) => !members.has(each))
    return none
  }

  with(set: number, fresh: readonly number[]): number {
    return fresh.length === 0 ? set : this.#set([...this.#sets.of(set), ...fresh])
  }

  /** By receiver, the set of its messages. */
  *mailsOf(posts: readonly number[]): Iterable<readonly [to: number, set: number]> {
    const mails = new Map<number, number[]>()
    for (const post of posts) {
      const [to, mail] = this.#posts[post] ?? [0, 0]
      mails.set(to, [...(mails.get(to) ?? []), mail])
    }
    for (const [to, list] of mails) yield [to, this.model.nodes[to]?.mailbox.setOf(list) ?? 0]
  }

  #postsOf(outcome: number): readonly number[] {
    const { sends } = this.model.outcomeOf(this.index, outcome)
    const posts: number[] = []
    for (let i = 0; i < sends.length; i += 2) {
      const to = sends[i] ?? 0
      for (const mail of this.model.nodes[to]?.mailbox.mailsIn(sends[i + 1] ?? 0) ?? [])
        posts.push(this.#post(to, mail))
    }
    return posts.toSorted((a, b) => a - b)
  }

  #post(to: number, mail: number): number {
    const known = this.#ids.get(to, mail)
    if (known !== absent) return known
    this.#ids.add(to, mail, this.#posts.length)
    return this.#posts.push([to, mail]) - 1
  }

  #set(posts: readonly number[]): number {
    const sorted = [...new Set(posts)].toSorted((a, b) => a - b)
    return this.#setNames.of(String.fromCodePoint(...sorted), () => {
      this.#sets.add(sorted)
      this.#members.push(new Set(sorted))
    })
  }
}

const none: readonly number[] = []
