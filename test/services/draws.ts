import fc, { type Arbitrary } from 'fast-check'
import type { Command } from '../../src/port/index.ts'
import { createRandom } from '../../src/schedule/random.ts'
import type { Chance, Service } from '../../src/services/index.ts'

/** Looks at nothing: the first look gives 1, the next 2. */
export function countingChance(): Chance {
  let looks = 0
  return {
    time: () => (looks += 1),
    random: (below) => (looks += 1) % below,
  }
}

/** Commands as a hunt draws them, decided where the service leaves something to decide. */
export function commandsOf(service: Service, count: number): Arbitrary<readonly Command[]> {
  return fc.array(fc.nat(), { minLength: 1, maxLength: count, size: 'max' }).map((seeds) => {
    const chance = countingChance()
    return seeds.map((seed, i) => {
      const drawn = service.draw(`t${i}`, createRandom(seed).below)
      return service.decide?.(service.initial, drawn, chance) ?? drawn
    })
  })
}

/** What the commands return, one after the other, from the beginning. */
export function resultsOf(service: Service, ...commands: readonly Command[]): readonly unknown[] {
  let state = service.initial
  return commands.map((command) => {
    const next = service.execute(state, command)
    state = next.state
    return next.result
  })
}
