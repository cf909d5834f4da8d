import type { Address } from '../../../port/index.ts'
import type { Effect } from '../../../trace/index.ts'
import type { Asked, Witness } from '../../../world/index.ts'
import type { Deed, Turn } from '../protocol.ts'

/** Writes down what nodes do, turn by turn. */
export class Turns implements Witness {
  readonly list: Turn[] = []
  #deeds: Deed[] = []

  readonly turn = (node: Address): void => {
    this.#deeds = []
    this.list.push({ node, deeds: this.#deeds })
  }

  readonly effect = (effect: Effect): void => {
    switch (effect.kind) {
      case 'sent':
      case 'timer-set':
      case 'timer-cancelled':
      case 'finished':
      case 'misbehaved':
        this.#deeds.push(effect)
        return
      // What comes of what was asked of the application comes of it again.
      case 'decided':
      case 'executed':
      case 'snapshot-taken':
      case 'snapshot-restored':
        return
      default:
        effect satisfies never
    }
  }

  readonly asked = (asked: Asked): void => {
    this.#deeds.push(asked)
  }
}
