import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copyPlain, decodePlain, encodePlain } from '../../../src/port/index.ts'
import { packetOf } from '../../../src/services/index.ts'
import { guest, type MachineState } from '../../../src/services/virtual-machine/index.ts'
import { after, packet, tick, untilCount, type Run } from './host.ts'
import { booted, fresh, inputs, live, runTo, timeAt } from './inputs.ts'

describe('a machine is what its inputs make of it', () => {
  test('the same inputs at the same counts leave the same state, however the run is cut into slices', () => {
    fc.assert(
      fc.property(
        inputs,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (happening, slices) => {
          let i = 0
          const sliced = live(fresh, happening, () => slices[i++ % slices.length] ?? 1)
          const whole = live(fresh, happening, () => 10_000)
          expect(sliced.state).toEqual(whole.state)
          expect(sliced.outputs).toEqual(whole.outputs)
          expect(sliced.progress.digest).toBe(whole.progress.digest)
          expect(whole.progress.stopped).toBe('idle')
        },
      ),
    )
  })

  test('a state that was sent away and came back goes on as if nothing had been', () => {
    fc.assert(
      fc.property(inputs, inputs, fc.integer({ min: 0, max: 200 }), (before, later, more) => {
        const lived = runTo(
          live(fresh, before, () => 10_000),
          0,
          () => 1,
        )
        const middle = runTo(
          after(lived, [packet(...packetOf(1, 99, { op: 'stamp', key: 'x' }))]),
          lived.state.count + more,
          () => 7,
        )
        // What was encoded is what comes back: the world's copy and a finding's text.
        const restored = decodePlain(JSON.parse(encodePlain(copyPlain(middle.state)))) as MachineState
        expect(restored).toEqual(middle.state)
        const goesOn = live(middle, later, () => 50)
        const restarted = live({ ...middle, state: restored }, later, () => 50)
        expect(restarted.state).toEqual(goesOn.state)
        expect(restarted.outputs).toEqual(goesOn.outputs)
      }),
    )
  })
})

/** The machine with one request under way: after so many instructions since it came in. */
function serving(operation: 'uptime' | 'get', instructions: number): Run {
  const asked = after(booted, [packet(...packetOf(1, 1, { op: operation, key: 'x' }))])
  return runTo(asked, asked.state.count + instructions, () => 1)
}

/** The first moment at which the machine is about to execute the instruction at this address. */
function reaching(address: number | undefined, operation: 'uptime' | 'get'): number {
  for (let instructions = 0; instructions < 200; instructions += 1) {
    if (serving(operation, instructions).state.programCounter === address) return instructions
  }
  throw new Error(`the guest does not come to ${address}`)
}

function thenIdle(run: Run): Run {
  return runTo(run, run.state.count + 1_000, () => 1_000)
}

/** What the guest answers when a tick comes after so many instructions of the request. */
function answered(instructions: number): readonly number[] | undefined {
  return thenIdle(after(serving('uptime', instructions), [tick()])).outputs.at(-1)?.words
}

describe('an interrupt one instruction later is another run', () => {
  const atLoad = reaching(guest.labels['uptime'], 'uptime')

  test('a tick before `uptime` loads the ticks is in the answer, and one instruction later it is not', () => {
    expect(answered(atLoad)).toEqual([1, 1, 5, 1])
    expect(answered(atLoad + 1)).toEqual([1, 1, 5, 0])
  })

  test('after that the two machines store different values under the key, for good', () => {
    const get = [packet(...packetOf(2, 1, { op: 'get', key: 'x' })), untilCount(2_000)]
    const values = [atLoad, atLoad + 1].map(
      (instructions) =>
        after(thenIdle(after(serving('uptime', instructions), [tick()])), get).outputs.at(-1)?.words,
    )
    expect(values).toEqual([
      [2, 1, 1, 1],
      [2, 1, 1, 0],
    ])
  })

  test('wherever interrupts are enabled, `random` tells a tick from one an instruction later', () => {
    const random = [packet(...packetOf(2, 1, { op: 'random', key: 'y' })), untilCount(2_000)]
    const numberAfter = (instructions: number): number | undefined =>
      after(thenIdle(after(serving('get', instructions), [tick()])), random).outputs.at(-1)?.words[3]
    let compared = 0
    for (let instructions = 0; instructions < 80; instructions += 1) {
      const isTaken = [instructions, instructions + 1].every(
        (at) => serving('get', at).state.interruptsEnabled,
      )
      if (!isTaken) continue
      expect([instructions, numberAfter(instructions)]).not.toEqual([
        instructions,
        numberAfter(instructions + 1),
      ])
      compared += 1
    }
    expect(compared).toBeGreaterThan(30)
  })

  test('while interrupts are disabled a tick only waits, and one instruction makes no difference', () => {
    const inHandler = reaching(guest.labels['packet'], 'get')
    const [before, later] = [inHandler, inHandler + 1].map(
      (instructions) => thenIdle(after(serving('get', instructions), [tick()])).progress.digest,
    )
    expect(before).toBe(later)
  })

  test('a packet one instruction later is served the same, and where the guest looks for requests it takes longer', () => {
    const later = packet(...packetOf(2, 1, { op: 'put', key: 'y', value: 5 }))
    const ends = Array.from({ length: 90 }, (_, instructions) =>
      thenIdle(after(serving('get', instructions), [later])),
    )
    expect(new Set(ends.map(({ outputs }) => outputs.at(-1)?.words.join()))).toEqual(new Set(['2,1,2,5']))
    const steps = ends.slice(1).map(({ state }, i) => state.count - (ends[i]?.state.count ?? 0))
    expect(steps.filter((step) => step > 1).length).toBeGreaterThan(0)
    expect(steps.filter((step) => step === 0).length).toBeGreaterThan(60)
  })

  test('another time is another state', () => {
    const stamped = (value: number): Run => {
      const asked = after(booted, [packet(...packetOf(1, 1, { op: 'stamp', key: 'x' })), untilCount(1_000)])
      return thenIdle(after(asked, [{ op: 'timestamp', value }]))
    }
    expect(stamped(timeAt(1)).progress.digest).not.toBe(stamped(timeAt(2)).progress.digest)
    expect(stamped(7).outputs.at(-1)?.words).toEqual([1, 1, 4, 7])
  })
})
