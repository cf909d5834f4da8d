import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { after, packet, type Run } from './host.ts'
import { booted, inputs, live, runTo, timeAt, type Input } from './inputs.ts'
import { wrong } from './judge.ts'

describe('the guest is its store', () => {
  test('every reply is what the store returns, executed once in the order of the replies', () => {
    fc.assert(
      fc.property(inputs, fc.integer({ min: 1, max: 200 }), (happening, slice) => {
        expect(
          wrong(
            live(booted, happening, () => slice),
            happening,
          ),
        ).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('a request that is asked again, with room and time, is answered', () => {
    fc.assert(
      fc.property(inputs, (happening) => {
        const lived = live(booted, happening, () => 100)
        const retry = [8, 1, 3, 2, 5]
        const { outputs, progress } = runTo(
          after(lived, [packet(...retry)]),
          lived.state.count + 1_000,
          () => 100,
        )
        const fresh = outputs.slice(lived.outputs.length).filter(({ device }) => device === 'network')
        expect(progress.stopped).toBe('idle')
        expect(fresh.map(({ words }) => words)).toEqual([[8, 1, 3, 5]])
      }),
    )
  })

  test('it is no judge that is content with everything', () => {
    const happening: readonly Input[] = [
      { gap: 0, interrupt: { device: 'network', words: [1, 1, 3, 0, 5] } },
      { gap: 200, interrupt: { device: 'network', words: [1, 1, 3, 0, 5] } },
      { gap: 200, interrupt: { device: 'network', words: [2, 1, 1, 0, 0] } },
    ]
    const run = live(booted, happening, () => 50)
    const replies = run.outputs.filter(({ device }) => device === 'network')
    expect(replies.map(({ words }) => words)).toEqual([
      [1, 1, 3, 5],
      [1, 1, 3, 5],
      [2, 1, 1, 5],
    ])
    expect(wrong(run, happening)).toEqual([])
    const forged = (words: readonly number[], at: number): Run => ({
      ...run,
      outputs: replies.map((output, i) => (i === at ? { ...output, words } : output)),
    })
    expect(wrong(forged([1, 1, 3, 10], 1), happening)).toEqual(['again, and wrong: 1,1,3,10'])
    expect(wrong(forged([2, 1, 1, 10], 2), happening)).toEqual(['not what the store returns: 2,1,1,10'])
  })

  test('stamps are times that the machine was told, and no uptime is more than the ticks there were', () => {
    fc.assert(
      fc.property(inputs, (happening) => {
        const run = live(booted, happening, () => 100)
        const ticks = happening.filter(({ interrupt }) => interrupt.device === 'timer').length
        for (const { device, words, count } of run.outputs) {
          const [, , operation, value = -1] = words
          if (device === 'network' && operation === 5) expect(value).toBeLessThanOrEqual(ticks)
          if (device === 'network' && operation === 4) expect(value).toBeLessThan(timeAt(count))
          if (device === 'network' && operation === 4) expect(value).toBeGreaterThan(timeAt(0))
        }
      }),
    )
  })

  test('a line of the console comes with every sixteenth request that is executed, not with those asked again', () => {
    const happening = Array.from({ length: 60 }, (_, i): Input => {
      // Each request is asked twice.
      const sequence = Math.floor(i / 2) + 1
      return { gap: 300, interrupt: { device: 'network', words: [1, sequence, 3, 0, 1] } }
    })
    const { outputs } = live(booted, happening, () => 100)
    const lines = outputs
      .filter(({ device }) => device === 'console')
      .map(({ words }) => String.fromCodePoint(...words))
    expect(lines).toEqual(['ready', '16 requests'])
  })
})
