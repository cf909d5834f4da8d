import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Command } from '../../src/port/index.ts'
import { services } from '../../src/services/index.ts'
import { root, scratch, splitbrain } from '../cli/run.ts'
import { resultsOf } from '../services/draws.ts'

const page = readFileSync(join(root, 'docs/services.md'), 'utf8')
const decisions = readFileSync(join(root, 'docs/non-deterministic-operations.md'), 'utf8')

const sessions = [...page.matchAll(/^```json (\S+)\n(.*?)^```/gms)].map(([, name = '', lines = '']) => ({
  name,
  lines: lines.trimEnd().split('\n'),
}))

describe('the page about services', () => {
  test('has a row for each', () => {
    for (const name of Object.keys(services)) expect(page).toMatch(new RegExp(`^\\| \`${name}\` +\\|`, 'm'))
  })

  test.each(sessions)('says what $name answers', ({ name, lines }) => {
    const service = services[name]
    if (service === undefined) throw new Error(`there is no service ${name}`)
    const commands = lines.map((line) => line.split(' → ')[0] ?? '')
    const results = resultsOf(service, ...commands.map((command) => JSON.parse(command) as Command))
    expect(commands.map((command, i) => `${command} → ${JSON.stringify(results[i])}`)).toEqual(lines)
  })

  test('has a session with each that clients can talk to', () => {
    const talking = Object.values(services).filter(({ seen }) => seen === undefined)
    expect(sessions.map(({ name }) => name)).toEqual(talking.map(({ name }) => name))
  })
})

describe('the page about what is not determined', () => {
  test('shows what the scenario prints', () => {
    const command = /`npx splitbrain (scenario [^`]*)`/.exec(decisions)?.[1] ?? ''
    const shown = /^```text\n(.*?)^```/ms.exec(decisions)?.[1] ?? 'no block'
    const { out, code } = splitbrain(absolute(command), scratch())
    expect(code).toBe(1)
    expect(out).toContain(shown.trimEnd())
  })

  test('finds nothing in the reference', () => {
    const command = /`npx splitbrain (hunt [^`]*)`/.exec(decisions)?.[1] ?? ''
    expect(splitbrain(absolute(command), scratch()).code).toBe(0)
  })
})

function absolute(command: string): string[] {
  return command.split(' ').map((word) => (word.startsWith('examples/') ? join(root, word) : word))
}
