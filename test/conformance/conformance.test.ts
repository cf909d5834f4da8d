import { expect, test } from 'vitest'
import lt2 from '../mutants/primary-backup/log-transfer/lt2-snapshot-and-log-overlap.ts'
import { implementations } from './implementations.ts'
import { conformanceTable, type Implementation } from './table.ts'

const seed = 1
/** Enough that no law is vacuous for anybody. */
const schedulesMax = 200

function tableOf(list: readonly Implementation[]): {
  readonly isGood: boolean
  readonly lines: readonly string[]
} {
  const lines: string[] = []
  const isGood = conformanceTable(list, { seed, schedulesMax, print: (line) => lines.push(line) })
  return { isGood, lines }
}

const labs = [...new Set(implementations.map(({ lab }) => lab))]

test.each(labs)('every implementation of %s keeps every law', (lab) => {
  const list = implementations.filter((each) => each.lab === lab)
  const { isGood, lines } = tableOf(list)
  expect(isGood, lines.join('\n')).toBe(true)
  for (const { name, service } of list) {
    expect(lines.filter((line) => line.startsWith(`${name} (${service})`))).toHaveLength(1)
  }
})

test('what breaks a law is named, with the law and with the scenario', () => {
  const { isGood, lines } = tableOf([
    { lab: 'primary-backup', service: 'key-value', name: 'overlaps', solution: lt2.solution },
  ])
  expect(isGood).toBe(false)
  expect(lines.join('\n')).toContain('no-duplicate-writes is violated:')
  expect(lines.join('\n')).toContain('scenario log-and-snapshot: {"kind":"violated"')
})
