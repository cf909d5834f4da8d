import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  casRegisterModel,
  check,
  checkOperations,
  keyValueModel,
  linearize,
  type Model,
  type Operation,
} from '#checker'
import { readJepsenLog, readKeyValueLog, type LogReading } from '#checker/formats'
import { faultIn } from './oracle.ts'

const data = process.env['SPLITBRAIN_DATA'] ?? new URL('../../../shared/data', import.meta.url).pathname
const there = existsSync(`${data}/porcupine`)
if (!there)
  console.warn(`skipped: the 58 recorded histories; ${data}/porcupine is not there, set SPLITBRAIN_DATA`)

const budget = { stepsMax: 5_000_000 }

function read(file: string): string {
  return readFileSync(`${data}/porcupine/${file}`, 'utf8')
}

/** The kind of the port's verdict, after a look at its evidence, and at what the engine says. */
function judge<State, Input, Output>(
  model: Model<State, Input, Output>,
  reading: LogReading<Input, Output>,
): string {
  if (reading.kind === 'malformed') return reading.message
  const { partition, ...whole } = model
  const groups = partition?.(reading.operations) ?? [reading.operations]
  const verdict = checkOperations(model, reading.operations, budget)
  const linearized = linearize(model, reading.operations, budget)
  expect(linearized.kind).toBe(verdict.kind)
  expect(check(model, reading.operations, budget).kind).toBe(verdict.kind)
  for (const shown of [verdict, linearized]) {
    if (shown.kind !== 'linearizable') continue
    for (const [index, group] of groups.entries()) {
      expectComplete(whole, group, shown.linearizations[index] ?? [])
    }
  }
  if (verdict.kind === 'illegal') {
    expect(faultIn(whole, verdict.group, verdict.longest)).toBe(undefined)
    expect(faultIn(whole, verdict.group, [...verdict.longest, verdict.unplaceable])).not.toBe(undefined)
  }
  return verdict.kind
}

function expectComplete<State, Input, Output>(
  model: Model<State, Input, Output>,
  group: readonly Operation<Input, Output>[],
  linearization: readonly Operation<Input, Output>[],
): void {
  expect(faultIn(model, group, linearization)).toBe(undefined)
  const returned = group.filter((operation) => operation.kind === 'returned')
  expect(returned.filter((operation) => !linearization.includes(operation))).toEqual([])
}

describe.skipIf(!there)('histories recorded by others', () => {
  const verdicts = there
    ? read('jepsen/verdicts.txt')
        .trim()
        .split('\n')
        .map((line) => line.split(' '))
    : []

  test('are all there', () => {
    expect(verdicts.length).toBe(52)
    expect(verdicts.filter(([, verdict]) => verdict === 'true').length).toBe(11)
  })

  test.each(verdicts)('jepsen/%s: linearizable is %s', (file, verdict) => {
    const expected = verdict === 'true' ? 'linearizable' : 'illegal'
    expect(judge(casRegisterModel, readJepsenLog(read(`jepsen/${file}`)))).toBe(expected)
  })

  test.each(['c01', 'c10', 'c50'])('kv/%s-ok.txt and -bad.txt are told apart', (name) => {
    expect(judge(keyValueModel, readKeyValueLog(read(`kv/${name}-ok.txt`)))).toBe('linearizable')
    expect(judge(keyValueModel, readKeyValueLog(read(`kv/${name}-bad.txt`)))).toBe('illegal')
  })
})
