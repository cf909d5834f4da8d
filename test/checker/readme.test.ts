import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { models } from '#checker'

const page = new URL('../../checker/README.md', import.meta.url)
const readme = readFileSync(page, 'utf8')

const examples = [
  { file: 'readme-check.ts', run: () => import('./readme-check.ts') },
  { file: 'readme-model.ts', run: () => import('./readme-model.ts') },
]

function blocks(language: string): readonly string[] {
  const found = readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))
  return [...found].map(([, block]) => block ?? '')
}

test('the README has no example but those that are run', () => {
  const shown = examples.map(({ file }) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  expect(blocks('ts')).toEqual(shown)
  expect(blocks('text')).toHaveLength(examples.length)
})

describe.each(examples.map((example, index) => ({ ...example, index })))('$file', ({ run, index }) => {
  test('prints what the README says', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue()
    await run()
    const printed = log.mock.calls.map((line) => `${line.join(' ')}\n`).join('')
    log.mockRestore()
    expect(blocks('text')[index]).toBe(printed)
  })
})

test('the README says of each model what judges it', () => {
  const [, table = ''] = /\n\| model .*?\n(.*?)\n\n/s.exec(readme) ?? []
  const named = [...table.matchAll(/^\| ([^|]*) \|/gm)].flatMap(([, cell = '']) => [
    ...cell.matchAll(/`([^`]+)`/g),
  ])
  expect(named.map(([, name]) => name)).toEqual(expect.arrayContaining(Object.keys(models)))
})

test('the README links to files that exist', () => {
  const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, link]) => link ?? '')
  expect(links.length).toBeGreaterThan(10)
  expect(links.filter((link) => !existsSync(new URL(link, page)))).toEqual([])
})

test('the module imports nothing but its own files', () => {
  const room = new URL('../../checker/', import.meta.url)
  const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  const imports = files.flatMap((file) =>
    [...readFileSync(new URL(file, room), 'utf8').matchAll(/(?:from|import\() *'([^']+)'/g)].map(
      ([, target]) => `${file}: ${target}`,
    ),
  )
  expect(imports.length).toBeGreaterThan(20)
  expect(imports.filter((line) => !/: \.\.?\/[a-z/-]+\.ts$/.test(line))).toEqual([])
})
