import { Client, Server, ViewServer, type Base } from '../../../../src/reference/cold-standby/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * No mistake here: a standby may be colder still. It does not even restore the state that it was given before it needs it.
 */
class RestoresOnPromotion extends Server {
  protected base: Base | null = null

  protected override install(base: Base): void {
    this.base = base
  }

  protected override replay(): void {
    if (this.base !== null) super.install(this.base)
    super.replay()
  }
}

export default {
  id: 'CS9',
  title: 'restores the state that it was given only on promotion',
  origin: 'own',
  breaks: [],
  control: true,
  solution: { viewServer: ViewServer, server: RestoresOnPromotion, client: Client },
  expects: [],
} satisfies Mutant
