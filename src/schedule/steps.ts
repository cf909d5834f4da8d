import { contentOfMessage, encodePlain, sameContent, type Message } from '../port/index.ts'
import type { Calm, Entry, Step, Trace } from '../trace/index.ts'
import { ByLink, type World } from '../world/index.ts'
import { neglectedIn } from './neglected.ts'
import type { TimedStep } from './plan.ts'

/**
 * Takes exactly these steps. Throws `Diverged` at the first that cannot be taken, and at the end if the calm was none for
 * this solution: whoever waits in vain for a message that no step delivers has done nothing wrong.
 */
export function replaySteps(world: World, steps: readonly TimedStep[], calm: Calm | null): Trace {
  for (const [i, { atMs, step }] of steps.entries()) {
    if (world.misbehaved) break
    const reason = world.whyNot(step)
    if (reason !== null) throw new Diverged(i, step, reason)
    world.apply(step, atMs)
  }
  const neglected = calm === null || world.misbehaved ? null : neglectedIn(world, calm)
  if (neglected !== null) throw new Diverged(steps.length, null, neglected)
  return world.trace(calm, null)
}

/** A recorded run that is none of this solution. */
export class Diverged extends Error {
  override readonly name = 'Diverged'
  constructor(
    /** How many steps were taken. */
    readonly index: number,
    /** The one that this solution does not make possible. Null: all were taken, and left out what it did besides. */
    readonly step: Step | null,
    readonly reason: string,
  ) {
    super(
      step === null
        ? `the recorded run leaves out what this solution does: ${reason}`
        : `step ${index + 1} of the recorded run cannot be taken (${reason}): ${encodePlain(step).slice(0, 200)}`,
    )
  }
}

/**
 * Takes of these steps what can be taken. Where a message was not sent with the recorded content, since an earlier
 * step is missing, the latest undelivered one of the same kind on the same link takes its place; where there is none,
 * the one that took its place before: it arrives again.
 * Returns the steps really taken.
 */
export function trySteps(world: World, steps: readonly Step[]): readonly Step[] {
  const undelivered = new Undelivered()
  for (const entry of world.entries) undelivered.absorb(entry)
  const taken: Step[] = []
  for (const step of steps) {
    if (world.misbehaved) break
    let possible = step
    let entry = world.attempt(step, null)
    if (entry === null && step.kind === 'deliver') {
      possible = undelivered.like(step) ?? step
      // What takes the place of another message is this world's own.
      if (possible !== step) entry = world.take(possible, null)
    }
    if (entry === null) continue
    taken.push(possible)
    undelivered.absorb(entry)
  }
  return taken
}

type Deliver = Step & { readonly kind: 'deliver' }

/** Messages that were sent and have not arrived, by link and kind. */
class Undelivered {
  readonly #messages = new ByLink<Message[]>(() => [])
  /** By link and recorded content, what took its place. */
  readonly #instead = new Map<string, Message>()

  absorb(entry: Entry): void {
    if (entry.cause.kind === 'deliver') this.#forget(entry.cause)
    for (const effect of entry.effects) {
      if (effect.kind === 'sent') this.#list(effect.from, effect.to, effect.message).push(effect.message)
    }
  }

  like({ from, to, message }: Deliver): Step | null {
    const recorded = `${from}>${to} ${contentOfMessage(message)}`
    const latest = this.#list(from, to, message).at(-1) ?? this.#instead.get(recorded)
    if (latest === undefined) return null
    this.#instead.set(recorded, latest)
    return { kind: 'deliver', from, to, message: latest }
  }

  #forget({ from, to, message }: Deliver): void {
    const list = this.#list(from, to, message)
    const at = list.findIndex((sent) => sameContent(sent, message))
    if (at >= 0) list.splice(at, 1)
  }

  #list(from: string, to: string, message: Message): Message[] {
    return this.#messages.of(from, to, message.kind)
  }
}
