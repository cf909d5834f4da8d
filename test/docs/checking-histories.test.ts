import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formats, modelNames } from '#checker/formats'
import { vocabulary } from '../../checker/formats/vocabulary.ts'
import { root, scratch, splitbrain } from '../cli/run.ts'

const text = readFileSync(join(root, 'docs/checking-histories.md'), 'utf8')

/** Blocks in their order: a file (`csv locks.csv`), or a session at the terminal. */
const blocks = [...text.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```/gms)].map(
  ([, language = '', file = '', body = '']) => ({
    language,
    file,
    body,
  }),
)

describe('the page on checking histories', () => {
  test('shows what its commands print', () => {
    const folder = scratch()
    const sessions = blocks.flatMap(({ language, file, body }) => {
      if (file !== '') writeFileSync(join(folder, file), body)
      if (language !== 'console') return []
      return [
        {
          shown: body,
          printed: body
            .split(/^(?=\$ )/m)
            .map((part) => session(part, folder))
            .join(''),
        },
      ]
    })
    expect(sessions.map(({ shown }) => shown)).toEqual(sessions.map(({ printed }) => printed))
    expect(sessions.length).toBeGreaterThan(formats.length)
  })

  test('has every format with a section of its own, and every model with its operations', () => {
    for (const { name } of formats) expect(text).toContain(`\n### ${name}\n`)
    for (const name of modelNames) {
      expect(text).toContain(`| \`${name}\``)
      for (const operation of vocabulary[name])
        expect(text).toContain(`\`${operation.replaceAll('|', '\\|')}\``)
    }
  })
})

/** `$ command` and what it prints; as far as the page shows it, where that ends in a line of three dots. */
function session(part: string, folder: string): string {
  const [line = ''] = part.split('\n', 1)
  const { out, err } = splitbrain(line.replace('$ splitbrain ', '').split(' '), folder)
  const printed = `${line}\n${out}${err}`
  return part.endsWith('\n…\n') ? `${printed.slice(0, part.length - 2)}…\n` : printed
}
