import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryHistory, casRegister, keyValue, register, type Subject } from '../generators.ts'
import { replayed, truthOf } from '../oracle.ts'
import { createSpecification } from './specification.ts'
import { subjectNamed } from './subjects/index.ts'

function agreesWith<Input, Output>(name: string, object: Subject<Input, Output>, initial: Input): void {
  const { isLinearizable } = createSpecification(subjectNamed(name))
  const seen = new Set<boolean>()
  fc.assert(
    fc.property(arbitraryHistory(object, 4), (later) => {
      // The objects hold different things at first.
      const output = object.object()(initial)
      const first = { kind: 'returned', client: 'c', input: initial, output, call: -2, return: -1 } as const
      const operations = [first, ...later]
      const truth = truthOf(replayed(object.object), operations).linearizable
      expect(isLinearizable(operations)).toBe(truth)
      seen.add(truth)
    }),
    { numRuns: 2_000, seed: 3 },
  )
  expect(seen.size).toBe(2)
}

describe('what a specification calls linearizable is what an object, asked again and again, can have done', () => {
  test('a register', () => agreesWith('register', register, { kind: 'write', value: 0 }))
  test('a compare-and-set register', () =>
    agreesWith('cas-register', casRegister, { kind: 'write', value: 0 }))
  test('a key/value store', () => agreesWith('key-value', keyValue, { kind: 'delete', key: 'a' }))
})

test('a linearization that is none is told', () => {
  const { faultIn } = createSpecification(subjectNamed('register'))
  const write = {
    kind: 'returned',
    client: 'c',
    input: { kind: 'write', value: 1 },
    output: { kind: 'written' },
    call: 0,
    return: 1,
  } as const
  const read = {
    kind: 'returned',
    client: 'c',
    input: { kind: 'read' },
    output: { kind: 'value', value: 1 },
    call: 2,
    return: 3,
  } as const
  expect(faultIn([[write, read]], [[write, read]])).toBeUndefined()
  expect(faultIn([[write, read]], [[read, write]])).toContain('is overtaken')
  expect(faultIn([[write, read]], [[write]])).toContain('is not placed')
  expect(faultIn([[write, read]], [[write, write, read]])).toContain('is placed twice')
  expect(faultIn([[write, read]], [[write, { ...read }]])).toContain('not of the group')
  expect(faultIn([[write, read]], [])).toBe('1 groups have 0 orders')
  expect(faultIn([[{ ...write, return: 2 }, read]], [[read, write]])).toContain('not of the group')
  const late = { ...write, return: 2 }
  expect(faultIn([[late, read]], [[read, late]])).toContain('is illegal where it is placed')
})
