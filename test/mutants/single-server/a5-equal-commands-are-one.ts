import type { Address, Out, Reply, Request, Result } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). Calls are known by what they say: who says the same again is not heard.
 */
class KnowsByContent extends Server {
  protected results = new Map<string, Result>()

  override receive({ id, command }: Request, from: Address, out: Out): void {
    const content = JSON.stringify(command)
    const result = this.results.get(content) ?? this.app.execute(command)
    this.results.set(content, result)
    out.send<Reply>(from, { kind: 'Reply', id, result })
  }
}

export default {
  id: 'A5',
  title: 'takes equal commands for one call',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { server: KnowsByContent, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
