import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28): a reply that comes twice or late answers the next call.
 */
class TakesAnyReply extends Client {
  protected override isCurrent(_sequence: number): boolean {
    return this.command !== null
  }
}

export default {
  id: 'C1',
  title: 'takes any reply for the answer to its call',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: Server, client: TakesAnyReply },
  expects: ['linearizable'],
} satisfies Mutant
