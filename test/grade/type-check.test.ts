import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { typeCheck } from '../../src/grade/solution/index.ts'
import { fixture, temporaryFolder, written } from './solutions.ts'

test('a solution that follows the contract has no type errors', () => {
  expect(typeCheck(fixture('several/solution.ts'))).toEqual([])
})

test('a type error has file, line and column, and the types of the contract are known', () => {
  const path = written(
    [
      "import type { Node, Out } from 'splitbrain/primary-backup'",
      'export class Server implements Node {',
      '  start(out: Out) { out.setTimer(10) }',
      '  receive(message) {}',
      '  timer() { setTimeout(() => {}, 10) }',
      '}',
    ].join('\n'),
  )
  expect(typeCheck(path)).toEqual([
    { where: 'solution.ts:3:25', message: 'Expected 2 arguments, but got 1.' },
    { where: 'solution.ts:4:11', message: "Parameter 'message' implicitly has an 'any' type." },
    { where: 'solution.ts:5:13', message: "Cannot find name 'setTimeout'." },
  ])
})

test('JavaScript is not checked', () => {
  expect(typeCheck(fixture('single-server.js'))).toEqual([])
})

test('a file outside the folder of a solution is not read, not even for its types', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'mine'))
  writeFileSync(join(folder, 'hidden.ts'), "export type Answer = 'the hidden word'\n")
  const path = join(folder, 'mine', 'solution.ts')
  writeFileSync(path, "import type { Answer } from '../hidden'\nexport const answer: Answer = 1\n")
  expect(typeCheck(path)).toEqual([
    {
      where: 'solution.ts:1:29',
      message: "Cannot find module '../hidden' or its corresponding type declarations.",
    },
  ])
})

test('a solution that was without fault is checked again when a file of it has changed', () => {
  const folder = temporaryFolder()
  const [path, other] = [join(folder, 'solution.ts'), join(folder, 'other.ts')]
  writeFileSync(path, "import { answer } from './other.ts'\nexport const text: string = answer\n")
  writeFileSync(other, "export const answer = 'a'\n")
  expect(typeCheck(path)).toEqual([])
  expect(typeCheck(path)).toEqual([])
  writeFileSync(other, 'export const answer = 1\n')
  expect(typeCheck(path)).toEqual([
    { where: 'solution.ts:2:14', message: "Type 'number' is not assignable to type 'string'." },
  ])
})
