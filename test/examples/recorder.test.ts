import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { check, keyValueModel } from '#checker'
import { ticketModel } from '../../examples/recorder/model.ts'
import { record } from '../../examples/recorder/record.ts'
import { createStore } from '../../examples/recorder/store.ts'
import { root, scratch, splitbrain } from '../cli/run.ts'

// Registers its test, of the store without a cache.
await import('../../examples/recorder/store.test.ts')

const guide = readFileSync(join(root, 'docs/recording-histories.md'), 'utf8')
const budget = { stepsMax: 100_000 }

function blocks(language: string): readonly string[] {
  return [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, code]) => code ?? '',
  )
}

describe('docs/recording-histories.md', () => {
  test('shows the files of examples/recorder as they are', () => {
    const folder = join(root, 'examples/recorder')
    const files = readdirSync(folder).filter((file) => file !== 'store.ts')
    const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'))
    expect([...blocks('ts')].toSorted()).toEqual(texts.toSorted())
  })

  test('shows what explain.ts prints', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue()
    await import('../../examples/recorder/explain.ts')
    const printed = log.mock.calls.map((line) => `${line.join(' ')}\n`).join('')
    log.mockRestore()
    expect(blocks('text')).toEqual([printed])
  })
})

test('save.ts writes a file of which the command line says the same as the checker', async () => {
  const history = await record(createStore({ cached: true }))
  expect(check(keyValueModel, history, budget).kind).toBe('illegal')
  const folder = scratch()
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
  execFileSync(process.execPath, [tsx, join(root, 'examples/recorder/save.ts')], { cwd: folder })
  const { code, out } = splitbrain(['check', 'history.jsonl'], folder)
  expect(out).toContain('not linearizable')
  expect(out).toContain('key-value')
  expect(code).toBe(1)
})

test('the model of the guide counts', () => {
  const next = (output: number, call: number) =>
    ({ kind: 'returned', client: 'ann', input: 'next', output, call, return: call + 1 }) as const
  expect(check(ticketModel, [next(1, 0), next(2, 2)], budget).kind).toBe('linearizable')
  expect(check(ticketModel, [next(1, 0), next(1, 2)], budget).kind).toBe('illegal')
})
