import { readdirSync, readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'

const readme = readFileSync(new URL('../../checker/README.md', import.meta.url), 'utf8')
const example = readFileSync(new URL('readme-example.ts', import.meta.url), 'utf8')

function block(language: string): string | undefined {
  return new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(readme)?.[1]
}

test('the README shows readme-example.ts as it is', () => {
  expect(block('ts')).toBe(example)
})

test('the README shows what its example prints', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue()
  await import('./readme-example.ts')
  const printed = log.mock.calls.map((line) => `${line.join(' ')}\n`).join('')
  log.mockRestore()
  expect(block('text')).toBe(printed)
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
