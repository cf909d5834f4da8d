import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judgements } from '../../properties/index.ts'
import { labs } from '../../src/labs/index.ts'
import { example, root, scratch, splitbrain } from '../cli/run.ts'

/** A lab, a scenario that no solution comes through, as its page shows it, and the reference's file. */
const pages = [
  ['single-server', 'single-node-crash', 'single-server'],
  ['state-machine-replication', 'stuck-replica-dead', 'state-machine-replication'],
  ['primary-backup', 'stuck-no-backup', 'reference'],
] as const

describe.each(pages)('the page of %s', (lab, stuck, reference) => {
  const text = readFileSync(join(root, `docs/labs/${lab}.md`), 'utf8')
  const [failure = '', lesson = ''] = [...text.matchAll(/^```text\n(.*?)^```/gms)]
    .map(([, code]) => code ?? '')
    .slice(-2)

  test('shows what its command prints', () => {
    const command = /^npx splitbrain (scenario .*)$/m.exec(text)?.[1] ?? ''
    const words = command.split(' ').map((word) => (word.startsWith('examples/') ? join(root, word) : word))
    const { out, code } = splitbrain(words, scratch())
    expect(code).toBe(1)
    expect(out).toContain(failure.trimEnd())
  })

  test('shows what is said where no solution can go on', () => {
    const { out, code } = splitbrain(['scenario', stuck, example(reference)], scratch())
    expect(code).toBe(0)
    expect(out).toContain(lesson.trimEnd())
  })

  test('its commands make a solution that is graded by the lab', () => {
    const init = /^npx splitbrain (init .*)$/m.exec(text)?.[1]?.split(' ') ?? []
    const grade = /^npx splitbrain (grade .*)$/m.exec(text)?.[1]?.split(' ') ?? []
    const folder = scratch()
    expect(splitbrain(init, folder).code).toBe(0)
    const { out, err } = splitbrain([...grade, '--budget', '50'], folder)
    expect(err).not.toContain('TypeScript says')
    expect(out).toContain(`${grade[1]}: 0 of 100 points`)
  })

  test('names every judgement and every scenario of the lab', () => {
    const named = [
      ...(judgements[lab] ?? []).map(({ name }) => name),
      ...(labs[lab]?.scenarios ?? []).map(({ name }) => name),
    ]
    expect(named.filter((name) => !new RegExp(`^\\| \`${name}\``, 'm').test(text))).toEqual([])
  })
})
