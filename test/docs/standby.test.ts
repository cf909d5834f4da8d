import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, scratch, splitbrain } from '../cli/run.ts'

const pages = ['cold-standby', 'log-transfer'].map((name) => ({
  name,
  page: readFileSync(join(root, 'docs', `${name}.md`), 'utf8'),
  source: readFileSync(join(root, 'src/reference', name, 'server.ts'), 'utf8'),
}))

function blocks(page: string, language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, body]) => body ?? '',
  )
}

describe.each(pages)('docs/$name.md', ({ page, source }) => {
  test('quotes the reference', () => {
    const quotes = blocks(page, 'typescript')
    expect(quotes.length).toBeGreaterThanOrEqual(3)
    for (const quote of quotes) expect(unindented(source)).toContain(unindented(quote))
  })

  test('has commands that find something in what is wrong, and nothing else', () => {
    const commands = blocks(page, 'sh').flatMap((block) => block.trimEnd().split('\n'))
    expect(commands.length).toBeGreaterThanOrEqual(3)
    for (const command of commands) {
      const isWrong = command.includes('solutions/log-not') || command.includes('solutions/log-overlaps')
      const { code, out } = run(command)
      expect([command, code]).toEqual([command, isWrong ? 1 : 0])
      if (isWrong) for (const shown of blocks(page, 'text')) expect(out).toContain(shown.trimEnd())
    }
  })
})

/** Prettier moves a quote to the left where it can. */
function unindented(code: string): string {
  return code.replaceAll(/^ +/gm, '')
}

function run(command: string): { readonly code: number | null; readonly out: string } {
  const [npx, name, ...words] = command.split(' ')
  expect([npx, name]).toEqual(['npx', 'splitbrain'])
  return splitbrain(
    words.map((word) => (word.startsWith('examples/') ? join(root, word) : word)),
    scratch(),
  )
}
