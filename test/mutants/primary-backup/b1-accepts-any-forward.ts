import { Client, Server, ViewServer, type Forward } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 3 (slide 30). The deposed primary forwards to its former backup, which executes and acknowledges although it
 * is primary now: stale reads, and writes that the new backup lacks.
 */
class AcceptsAnyForward extends Server {
  protected override acceptsForward(_forward: Forward): boolean {
    return true
  }
}

export default {
  id: 'B1',
  title: 'accepts forwards in any view and any role',
  origin: 'catalogue',
  breaks: ['rule 3'],
  control: false,
  solution: { viewServer: ViewServer, server: AcceptsAnyForward, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
