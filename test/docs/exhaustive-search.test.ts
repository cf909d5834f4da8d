import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { example, root, scratch, splitbrain } from '../cli/run.ts'

const text = readFileSync(join(root, 'docs/exhaustive-search.md'), 'utf8')

/** `$ splitbrain explore FILE …` and what it prints, as far as the page shows it. */
const sessions = [...text.matchAll(/^```console\n\$ splitbrain ([^\n]*)\n(.*?)^…\n```/gms)].map(
  ([, command = '', shown = '']) => ({ command, shown }),
)

test('the page on exhaustive search shows what its commands print', () => {
  expect(sessions.length).toBeGreaterThan(2)
  for (const { command, shown } of sessions) {
    const words = command.split(' ').map((word) => (word.endsWith('.ts') ? example(word.slice(0, -3)) : word))
    const { out, err } = splitbrain(words, scratch())
    expect([command, (out + err).slice(0, shown.length)]).toEqual([command, shown])
  }
}, 180_000)

test('the page names the options that the command has', () => {
  const { out } = splitbrain(['explore', '--help'])
  const named = [...text.matchAll(/`(--[a-z]+)/g)].map(([, option = '']) => option)
  expect(named.length).toBeGreaterThan(8)
  for (const option of named) expect(out).toContain(option)
})
