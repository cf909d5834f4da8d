import { describe, expect, test } from 'vitest'
import { seekFailure } from '../first-failure.ts'
import { subjectOfRow } from '../hunting.ts'
import { exploreGenerated } from './explore-generated.ts'
import { generate } from './generate.ts'
import { fateOf } from './hunt-generated.ts'
import { readClassifications, readFates } from './records.ts'
import { mutantsOf, references, solutionOf, textOf } from './references.ts'

const all = references.flatMap(mutantsOf)
const fates = readFates()
const classifications = readClassifications()

/** What an operator makes of a method, as `before → after`. */
function changes(operator: string, body: string, signature = 'act(): void'): readonly string[] {
  const text = `class Node {\n  ${signature} {\n    ${body}\n  }\n}\n`
  return generate('node.ts', text)
    .filter((mutant) => mutant.operator === operator)
    .map(({ before, after }) => `${before} → ${after}`)
}

describe('operators', () => {
  test.each([
    ['dropped-guard', 'if (this.view === 0) return\n    this.go()', ['if (this.view === 0) return → ']],
    ['dropped-operand', 'if (a && b) go()', ['a && b → (a)', 'a && b → (b)']],
    [
      'removed-call',
      "out.send(to, m)\n    this.table.delete('x')",
      ['out.send(to, m) → ;', "this.table.delete('x') → ;"],
    ],
    ['removed-assignment', 'this.pending = null', ['this.pending = null → ;']],
    ['removed-case', "switch (kind) { case 'Ping': go() }", ["case 'Ping': go() → "]],
    ['skipped-field', "out.send(to, { kind: 'Ping', view, number: 1 })", ['view, → ', 'number: 1 → ']],
    ['swapped-comparison', 'if (a < b) go()', ['< → <=', '< → >']],
    ['swapped-comparison', 'if (x.number === y.number) go()', ['=== → !==', '=== → <=', '=== → >=']],
    ['swapped-logic', 'if (a || b) go()', ['a || b → ((a) && (b))']],
    ['forced-condition', 'if (a) go()\n    else stay()', ['a → true', 'a → false']],
    ['negated-condition', 'if (a && b) go()', ['a && b → !(a && b)']],
    ['changed-constant', 'this.count += 1', ['1 → 2', '1 → 0']],
    ['early-return', 'one()\n    two()\n    three()', [' → return;']],
  ] as const)('%s', (operator, body, expected) => {
    expect(changes(operator, body)).toEqual(expected)
  })

  test('returned-constant', () => {
    expect(changes('returned-constant', 'return a === b', 'is(): boolean')).toEqual([
      'a === b → true',
      'a === b → false',
    ])
    expect(changes('returned-constant', 'return next', 'next(): View | null')).toEqual(['next → null'])
  })

  test('a mutant has the same name when lines are added before it', () => {
    const file = 'hot-standby/server.ts'
    const moved = textOf(file).replace('/** From here on', '// Another line.\n\n  /** From here on')
    expect(generate(file, moved).map(({ identity }) => identity)).toEqual(
      generate(file, textOf(file)).map(({ identity }) => identity),
    )
  })
})

test('names are unique', () => {
  expect(new Set(all.map(({ identity }) => identity)).size).toBe(all.length)
})

test.each(references.map((reference) => [reference.name, reference] as const))(
  'nothing is found in %s when nothing is changed',
  (_name, reference) => {
    const [file] = reference.files
    if (file === undefined) throw new Error('a reference has files')
    const solution = solutionOf(reference, { file, text: textOf(file) })
    const subject = subjectOfRow({ lab: reference.lab, service: 'key-value', solution })
    const within = { seed: 1, schedulesMax: 60, cpuMsMax: Infinity, scheduler: null }
    expect(seekFailure(subject, within).kind).toBe('nothing')
  },
)

describe('the record of the last run', () => {
  test('has every mutant, and no other: `npm run mutants -- --generated --record` writes it', () => {
    expect([...fates.keys()].toSorted()).toEqual(all.map(({ identity }) => identity).toSorted())
  })

  test('has no survivor of which nobody has said why, and nothing is said of a mutant that is dead or gone', () => {
    const survivors = [...fates].filter(([, { kind }]) => kind === 'survived').map(([identity]) => identity)
    expect([...classifications.keys()].toSorted()).toEqual(survivors.toSorted())
  })

  test('has a completed scope for everything that is said to be equivalent', () => {
    const equivalent = [...classifications].filter(([, { kind }]) => kind === 'equivalent')
    for (const [identity] of equivalent) {
      const fate = fates.get(identity)
      expect(fate?.kind === 'survived' ? fate.covered : [], identity).not.toEqual([])
    }
  })

  const killed = all.filter(({ identity }) => {
    const fate = fates.get(identity)
    // Soon enough for any seed.
    return fate?.kind === 'killed' && /^schedule [1-9]$/.test(fate.how)
  })
  const someKilled = killed.filter((_, i) => i % 60 === 0)
  test.each(someKilled.map((mutant) => [mutant.identity, mutant] as const))(
    '%s is killed',
    (_name, mutant) => {
      expect(fateOf({ mutant, seed: 1, schedulesMax: 300 }).kind).toBe('killed')
    },
  )

  const equivalent = all.filter(({ identity }) => classifications.get(identity)?.kind === 'equivalent')
  const someEquivalent = equivalent.filter((_, i) => i % 60 === 0)
  test.each(someEquivalent.map((mutant) => [mutant.identity, mutant] as const))(
    '%s comes to the end of its scope',
    (identity, mutant) => {
      const fate = fates.get(identity)
      const scope = fate?.kind === 'survived' ? fate.covered[0] : undefined
      if (scope === undefined) throw new Error('no scope was completed')
      expect(exploreGenerated(mutant, scope)).toMatchObject({ broken: [], ending: { kind: 'complete' } })
    },
  )
})
