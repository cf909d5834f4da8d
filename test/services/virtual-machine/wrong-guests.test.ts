import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  assemble,
  boot,
  guest,
  guestSource,
  type Program,
} from '../../../src/services/virtual-machine/index.ts'
import { after, begin, untilCount } from './host.ts'
import { inputs, live, type Input } from './inputs.ts'
import { wrong } from './judge.ts'

/** What is wrong with a guest to which this happens: with its replies, and with what it leaves undone. */
function complaints(program: Program, happening: readonly Input[]): readonly string[] {
  const run = live(after(begin(boot(program)), [untilCount(1_000)]), happening, () => 50)
  if (run.progress.stopped !== 'idle') return [`not idle, but ${run.progress.stopped}`]
  const [taken, filled] = ['taken', 'filled'].map((label) => run.state.memory[program.labels[label] ?? -1])
  return [...wrong(run, happening), ...(taken === filled ? [] : ['sleeps on a request'])]
}

function found(program: Program, numRuns: number): string {
  const { failed, counterexample } = fc.check(
    fc.property(inputs, (happening) => complaints(program, happening).length === 0),
    { numRuns, seed: 1 },
  )
  const [happening] = counterexample ?? []
  return failed && happening !== undefined ? (complaints(program, happening)[0] ?? '') : 'nothing'
}

/** The guest with one change. */
function changed(from: RegExp, to: string): Program {
  const source = guestSource.replace(from, to)
  expect(source).not.toBe(guestSource)
  return assemble(source)
}

describe('a guest with one mistake is found out', () => {
  const mistakes: readonly [string, RegExp, string, string][] = [
    ['executes what was asked again', /jeq +r4, r0, reply/, 'nop', 'again, and wrong'],
    ['executes what was asked long ago', /jlt +r4, r0, serve/, 'nop', 'again, and wrong'],
    [
      'keeps the answers of all clients in one place',
      /store +r8, \[r3 \+ values\]/,
      'store r8, [values]',
      'again',
    ],
    [
      'forgets to store what it returns',
      /keep: +store +r8, \[r6 \+ table\]/,
      'keep: nop',
      'not what the store',
    ],
    [
      'looks once, and then goes to sleep',
      /load +r2, \[filled\] +; one that came[^]*?awake\n/,
      '\n',
      'sleeps',
    ],
    ['goes to sleep with interrupts enabled', /\bdisable\b/, 'nop', 'sleeps'],
    [
      'saves one register too few in its interrupt handler',
      /(onNetwork:[^\n]*\n) +push +r1\n([^]*?) +pop +r1\n/,
      '$1$2',
      'not idle, but count',
    ],
    [
      'frees a slot of the ring before it has read it',
      /(request:[^]*?REQUEST\n)([^]*?)( +add +r1, r1, 1\n +store +r1, \[taken\][^\n]*\n)/,
      '$1$3$2',
      'nobody asked',
    ],
  ]
  test.each(mistakes)('one that %s', (_, from, to, complaint) => {
    const what = found(changed(from, to), 3_000)
    expect(what).toContain(complaint)
  })

  test('the guest itself is not', () => {
    expect(found(guest, 1_000)).toBe('nothing')
  })
})
