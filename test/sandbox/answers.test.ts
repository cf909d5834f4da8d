import { expect, test } from 'vitest'
import { Answers } from '../../src/grade/sandbox/inside/answers.ts'
import { unguarded, type Cast } from '../../src/port/index.ts'
import { services } from '../../src/services/index.ts'

class Counter {
  count = 0
  start(): void {}
  submit(): void {}
  receive(): void {}
  timer(): void {
    this.count += 1
  }
}

const cast: Cast = {
  fixed: [],
  createFixed: () => new Counter(),
  createServer: () => new Counter(),
  createClient: () => new Counter(),
  guard: unguarded,
}

function answers(): Answers {
  const casts = { kind: 'casts', together: () => cast, isolated: () => cast, moduleStates: [] } as const
  const machine = services['counter']
  if (machine === undefined) throw new Error('there is a service `counter`')
  return new Answers(casts, () => machine)
}

/** A node of its own company that counts once. Its state then. */
function countedOnce(asked: Answers, company: number): number {
  const id = company
  const node = { address: 'a', role: 'fixed', sharing: 'isolated', service: 'counter' } as const
  asked.answer({ kind: 'create', id, company, ...node })
  const answer = asked.answer({
    kind: 'handle',
    id,
    from: null,
    happening: { kind: 'timer', name: 't' },
    keep: true,
  })
  if (answer.kind !== 'turned' || answer.kept === null) throw new Error('expected the state to be kept')
  return answer.kept.state
}

function countAgain(asked: Answers, id: number, from: number): unknown {
  return asked.answer({ kind: 'handle', id, from, happening: { kind: 'timer', name: 't' }, keep: true })
}

test('a node goes on from a state that it has been in, as often as it is asked', () => {
  const asked = answers()
  const once = countedOnce(asked, 1)
  const twice = countAgain(asked, 1, once)
  expect(countAgain(asked, 1, once)).toEqual(twice)
})

test('companies have no states in common, and those of long ago are forgotten', () => {
  const asked = answers()
  const states = [1, 2, 3, 4].map((company) => countedOnce(asked, company))
  expect(new Set(states).size).toBe(4)
  expect(countAgain(asked, 4, states[3] ?? 0)).toMatchObject({ kind: 'turned' })
  expect(() => countAgain(asked, 1, states[0] ?? 0)).toThrow('nothing is known any more of the state 0')
})
