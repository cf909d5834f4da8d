import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { typeCheck } from '../../src/grade/solution/index.ts'
import { typeCheckWithin } from '../../src/grade/solution/types/type-check.ts'
import { fixture, temporaryFolder, written } from './solutions.ts'

test('a solution that follows the contract has no type errors', async () => {
  expect(await typeCheck(fixture('several/solution.ts'))).toEqual([])
})

test('a type error has file, line and column, and the types of the contract are known', async () => {
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
  expect(await typeCheck(path)).toEqual([
    { where: 'solution.ts:3:25', message: 'Expected 2 arguments, but got 1.' },
    { where: 'solution.ts:4:11', message: "Parameter 'message' implicitly has an 'any' type." },
    { where: 'solution.ts:5:13', message: "Cannot find name 'setTimeout'." },
  ])
})

test('JavaScript is not checked', async () => {
  expect(await typeCheck(fixture('single-server.js'))).toEqual([])
})

test('a file outside the folder of a solution is not read, not even for its types', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'mine'))
  writeFileSync(join(folder, 'hidden.ts'), "export type Answer = 'the hidden word'\n")
  const path = join(folder, 'mine', 'solution.ts')
  writeFileSync(path, "import type { Answer } from '../hidden'\nexport const answer: Answer = 1\n")
  expect(await typeCheck(path)).toEqual([
    {
      where: 'solution.ts:1:29',
      message: "Cannot find module '../hidden' or its corresponding type declarations.",
    },
  ])
})

test('a solution that was without fault is checked again when a file of it has changed', async () => {
  const folder = temporaryFolder()
  const [path, other] = [join(folder, 'solution.ts'), join(folder, 'other.ts')]
  writeFileSync(path, "import { answer } from './other.ts'\nexport const text: string = answer\n")
  writeFileSync(other, "export const answer = 'a'\n")
  expect(await typeCheck(path)).toEqual([])
  expect(await typeCheck(path)).toEqual([])
  writeFileSync(other, 'export const answer = 1\n')
  expect(await typeCheck(path)).toEqual([
    { where: 'solution.ts:2:14', message: "Type 'number' is not assignable to type 'string'." },
  ])
})

test.each([
  ['types', `export type Deep = ${'Array<'.repeat(30_000)}1${'>'.repeat(30_000)}`],
  ['parentheses', `export const deep = ${'('.repeat(30_000)}1${')'.repeat(30_000)}`],
])('%s that are nested too deep for the compiler are no fault of ours', async (_name, text) => {
  expect(await typeCheck(written(text))).toEqual([
    { where: null, message: 'TypeScript cannot read it: nested too deep' },
  ])
})

/** Each level has three times as many parts as the one before. */
const endless = `type Tree<Depth, T> = Depth extends [1, ...infer Rest] ? Tree<Rest, [T, T]> | Tree<Rest, [T, 1]> | Tree<Rest, [1, T]> : T
${Array.from({ length: 60 }, (_, i) => `export const tree${i}: Tree<[${'1,'.repeat(24)}], ${i}> = null as unknown as Tree<[${'1,'.repeat(24)}], ${i}>`).join('\n')}`

test('types with which the compiler comes to no end are given up on, and the next solution is checked', async () => {
  expect(await typeCheckWithin(written(endless), { msMax: 300, heapMbMax: 1_024 })).toEqual([
    { where: null, message: 'TypeScript gives no advice: it did not come to an end with these types' },
  ])
  const path = written('export const text: string = 1')
  expect(await typeCheck(path)).toMatchObject([{ where: 'solution.ts:1:14' }])
})
