import type { Address } from '../port/index.ts'
import type { Entry, Step } from '../trace/index.ts'

export type Deliver = Step & { readonly kind: 'deliver' }
export type Timer = Step & { readonly kind: 'timer' }

/** What a run without a clock can do next besides calls, crashes and joins: messages in flight and pending timers. */
export class Enabled {
  /** In the order in which they were sent. One that is taken out can arrive no more: it has arrived, or is lost. */
  readonly deliveries: Deliver[] = []
  readonly timers: Timer[] = []

  /** Brings it up to date with what has happened. A message that was delivered stays, until it is taken out. */
  absorb({ cause, effects }: Entry): void {
    if (cause.kind === 'timer') this.#forgetTimer(cause.node, cause.name)
    for (const effect of effects) {
      if (effect.kind === 'sent') {
        this.deliveries.push({ kind: 'deliver', from: effect.from, to: effect.to, message: effect.message })
      } else if (effect.kind === 'timer-set') {
        this.#forgetTimer(effect.node, effect.name)
        this.timers.push({ kind: 'timer', node: effect.node, name: effect.name })
      } else if (effect.kind === 'timer-cancelled') {
        this.#forgetTimer(effect.node, effect.name)
      }
    }
  }

  #forgetTimer(node: Address, name: string): void {
    const at = this.timers.findIndex((timer) => timer.node === node && timer.name === name)
    if (at >= 0) takeOut(this.timers, at)
  }
}

/** Takes out one element; the last one takes its place. */
export function takeOut<T>(list: T[], at: number): T | null {
  const taken = list[at]
  const last = list.pop()
  if (taken === undefined || last === undefined) return null
  if (at < list.length) list[at] = last
  return taken
}
