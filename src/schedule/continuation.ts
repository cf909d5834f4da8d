import { contentOf } from '../port/index.ts'
import type { Entry, Step } from '../trace/index.ts'
import type { World } from '../world/index.ts'
import { Enabled } from './enabled.ts'
import { createRandom, type Random } from './random.ts'

type Invoke = Step & { readonly kind: 'invoke' }

export interface Continuation {
  /** What is still to be called; each client's in this order, when it is idle. */
  readonly calls: readonly Invoke[]
  /** Places, in the order in which everything was sent, of messages that have arrived: they arrive again only as duplicates. */
  readonly arrived: readonly number[]
  readonly stepsMax: number
  readonly seed: number
}

/** How often (of 100) a call is made where one can be, a timer fires, and a message stays in flight to arrive again. */
const callPercent = 25
const timerPercent = 15
const duplicatePercent = 10

/** Goes on from where the world is: any message in flight, any timer and the next call of an idle client may be next. */
export function continueAtRandom(world: World, { calls, arrived, stepsMax, seed }: Continuation): void {
  const random = createRandom(seed)
  const enabled = new Enabled(() => null)
  for (const entry of world.entries) enabled.absorb(entry)
  const { deliveries, timers } = enabled
  const isArrived = new Set(arrived)
  for (let at = deliveries.length - 1; at >= 0; at -= 1) if (isArrived.has(at)) enabled.takeDelivery(at)
  const waiting = [...calls]
  for (let taken = 0; taken < stepsMax && !world.misbehaved; taken += 1) {
    const call = random.chance(callPercent) || isQuiet(enabled) ? nextCall(world, waiting) : null
    const timer =
      random.chance(timerPercent) || deliveries.length === 0 ? timers[random.below(timers.length)] : undefined
    const step = call ?? timer ?? message(enabled, random)
    if (step === null) break
    const entry = world.take(step, null)
    if (entry !== null) enabled.absorb(entry)
  }
}

function isQuiet({ deliveries, timers }: Enabled): boolean {
  return deliveries.length + timers.length === 0
}

function nextCall(world: World, waiting: Invoke[]): Invoke | null {
  const at = waiting.findIndex(({ client }) => world.isIdle(client))
  return at < 0 ? null : (waiting.splice(at, 1)[0] ?? null)
}

function message(enabled: Enabled, random: Random): Step | null {
  const { deliveries } = enabled
  if (deliveries.length === 0) return null
  const at = random.below(deliveries.length)
  return random.chance(duplicatePercent) ? (deliveries[at] ?? null) : enabled.takeDelivery(at)
}

/** Which of the messages that were sent, by their places, have been delivered. */
export function arrivedIn(entries: readonly Entry[]): readonly number[] {
  const arrived = new Set<number>()
  const places = new Map<string, number[]>()
  let place = 0
  for (const { cause, effects } of entries) {
    if (cause.kind === 'deliver') {
      const first = places.get(`${cause.from}>${cause.to} ${contentOf(cause.message)}`)?.shift()
      if (first !== undefined) arrived.add(first)
    }
    for (const effect of effects) {
      if (effect.kind !== 'sent') continue
      const name = `${effect.from}>${effect.to} ${contentOf(effect.message)}`
      places.set(name, [...(places.get(name) ?? []), place])
      place += 1
    }
  }
  return [...arrived]
}
