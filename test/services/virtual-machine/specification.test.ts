import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resultOf, type StoreCommand } from '../../../src/services/index.ts'
import { guestStore } from '../../../src/services/virtual-machine/store.ts'
import { after, packet, type Run } from './host.ts'
import { booted, inputs, live, runTo, timeAt, type Input } from './inputs.ts'

const operations = ['get', 'put', 'add', 'stamp', 'uptime', 'random'] as const
const keys = ['x', 'y', 'z', 'w'] as const

/** A packet read by this test's own rules, as what a client asked; null where no client would. */
interface Asked {
  readonly client: number
  readonly sequence: number
  readonly op: StoreCommand['op']
  readonly key: StoreCommand['key']
  readonly argument: number
}

function askedBy(words: readonly number[]): Asked | null {
  const [client = 0, sequence = 0, operation = 0, key = -1, argument = 0] = words
  const op = operations[operation - 1]
  const name = keys[key]
  if (
    words.length !== 5 ||
    client < 1 ||
    client > 8 ||
    sequence < 1 ||
    op === undefined ||
    name === undefined
  )
    return null
  return { client, sequence, op, key: name, argument }
}

/** As a client invoked it, decided as the reply says where the guest decides. */
function executed({ op, key, argument }: Asked, result: number): StoreCommand {
  switch (op) {
    case 'get':
      return { op, key }
    case 'put':
    case 'add':
      return { op, key, value: argument }
    default:
      return { op, key, value: result }
  }
}

/** What is wrong with the replies of a life, in the order in which they were sent: nothing. */
function wrong(run: Run, happening: readonly Input[]): readonly string[] {
  const requests = happening.flatMap(({ interrupt }) => {
    const asked = interrupt.device === 'network' ? askedBy(interrupt.words) : null
    return asked === null ? [] : [asked]
  })
  const answered = new Map<number, { readonly sequence: number; readonly result: number }>()
  let state = guestStore.initial
  const complaints: string[] = []
  for (const { device, words } of run.outputs) {
    if (device === 'console') continue
    const reply = resultOf(words)
    if (reply === null) return [`no reply: ${words.join()}`]
    const { client, sequence, result } = reply
    const last = answered.get(client)
    if (last !== undefined && sequence <= last.sequence) {
      if (sequence < last.sequence || result !== last.result)
        complaints.push(`again, and wrong: ${words.join()}`)
      continue
    }
    answered.set(client, { sequence, result })
    const asked = requests.find((request) => request.client === client && request.sequence === sequence)
    if (asked === undefined || operations.indexOf(asked.op) + 1 !== words[2]) {
      return [...complaints, `nobody asked: ${words.join()}`]
    }
    const next = guestStore.execute(state, executed(asked, result))
    if (next.result !== result) return [...complaints, `not what the store returns: ${words.join()}`]
    state = next.state
  }
  return complaints
}

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
