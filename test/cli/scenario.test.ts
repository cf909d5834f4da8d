import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scenarios } from '../../src/labs/scenarios.ts'
import { example, scratch, splitbrain } from './run.ts'

describe('every story of the lecture is played by its name, by the reference of its lab', () => {
  test.each(scenarios)('$lab: $name', ({ name, title, lab, expects }) => {
    const { code, out, err } = splitbrain(['scenario', name], scratch())
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(title)
    expect(out).toContain('What happened, in ')
    expect(out).toMatch(/^ +step +time +c1 /m)
    expect(out).toContain('Calls, over the steps')
    expect(out).toContain(expects.kind === 'stuck' ? `✓ ${expects.name}: no implementation` : '✓ survived')
    expect(out, `the reference of ${lab} breaks nothing`).not.toContain('✗ breaks')
  })
})

test('a solution that comes through is shown as the reference is', () => {
  const { code, out } = splitbrain(['scenario', 'failover', example('cold-standby')], scratch())
  expect(code).toBe(0)
  expect(out).toContain('What happened, in ')
  expect(out).not.toContain('The reference plays it')
})

describe('a recorded run', () => {
  const folder = scratch()
  const { out } = splitbrain(
    ['hunt', example('executes-again'), '--budget', '100', '--property', 'no-duplicate-writes'],
    folder,
  )
  const finding = /\.splitbrain\/\S+\.finding\.json/.exec(out)?.[0] ?? 'no finding'

  test('is not said to hold where it ended before it was over', () => {
    const source =
      `import type { SingleServer } from 'splitbrain/single-server'\n` +
      `class Server { start() {} receive() { throw new Error('not yet') } timer() {} }\n` +
      `class Client { submit(command, out) { out.send('s1', { kind: 'Request', id: { client: 'c1', sequence: 1 }, command }) } receive() {} timer() {} }\n` +
      `export default { server: Server, client: Client }\n`
    writeFileSync(join(folder, 'throws.ts'), source)
    const replayed = splitbrain(['replay', finding, 'throws.ts'], folder)
    expect(replayed.out).not.toContain('✓')
    expect(replayed.code).toBe(3)
  })

  test('is not played by a solution of another lab', () => {
    const { code, err } = splitbrain(['replay', finding, example('state-machine-replication')], folder)
    expect(code).toBe(2)
    expect(err).toContain('imports the contract of state-machine-replication: take a solution of that lab')
  })
})

test('a lab that is named must be that of the solution', () => {
  const { code, err } = splitbrain(['hunt', example('single-server'), '--lab', 'state-machine-replication'])
  expect(code).toBe(2)
  expect(err).toContain('--lab state-machine-replication asks for the lab')
})
