import { describe, expect, test } from 'vitest'
import { alphabets, type Alphabet } from './alphabets.ts'
import { lettersOf } from './enumeration.ts'

const suffix = ': changes only'
const states = [null, '', ...'①②③', '①①', '①②', '②①', '②②']

type Letter = ReturnType<typeof lettersOf>[number]

/** What an operation does in each state; of one that never returns, whether it is illegal or does nothing is the same. */
function effectOf({ subject }: Alphabet, { input, output, isOpen }: Letter): string {
  const outcome = isOpen ? ({ kind: 'unknown' } as const) : ({ kind: 'returned', value: output } as const)
  const effects = states.map((state) => {
    const step = subject.model.step(state, input, outcome)
    if (step.kind === 'illegal') return isOpen ? 'nothing' : 'illegal'
    return isOpen && step.state === state ? 'nothing' : JSON.stringify(step.state)
  })
  return `${isOpen ? 'open' : 'answered'} ${effects.join(' ')}`
}

describe.each(alphabets.filter(({ name }) => name.endsWith(suffix)))('$name', (reduced) => {
  test('leaves out only what some other letter does in every state, or what does nothing', () => {
    const full = alphabets.find(({ name }) => name === reduced.name.slice(0, -suffix.length))
    if (full === undefined) throw new Error(`there is no alphabet that ${reduced.name} reduces`)
    const nothing = `open ${states.map(() => 'nothing').join(' ')}`
    const effects = (alphabet: Alphabet): ReadonlySet<string> =>
      new Set(lettersOf(alphabet).map((letter) => effectOf(alphabet, letter)))
    const left = effects(reduced)
    expect(left).toEqual(new Set([...effects(full)].filter((effect) => effect !== nothing)))
    expect(lettersOf(reduced)).toHaveLength(left.size)
    expect(left.size).toBeLessThan(lettersOf(full).length)
  })
})
