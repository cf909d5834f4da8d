import { expect, test } from 'vitest'
import { typeCheck } from '../../src/grade/solution/index.ts'
import { fixture, written } from './solutions.ts'

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
