import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { breaches, roomOf } from './rules.ts'

const root = new URL('../..', import.meta.url).pathname

function sources(): { path: string; text: string }[] {
  return ['checker', 'properties', 'src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.includes('starter/'))
      .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(root, folder, path), 'utf8') })),
  )
}

describe('the house', () => {
  test('is in order', () => {
    const all = sources()
    expect(all.length).toBeGreaterThan(100)
    expect(all.flatMap(breaches)).toEqual([])
  })
})

describe('the rules notice', () => {
  const plant = (path: string, text: string): string => breaches({ path, text }).join('\n')

  test.each([
    [
      'src/world/x.ts',
      `import { plans } from '../schedule/index.ts'`,
      'src/world/ may import src/port, src/trace',
    ],
    ['checker/x.ts', `import { readFileSync } from 'node:fs'`, 'checker/ may import nothing'],
    ['properties/x.ts', `export { World } from '../src/world/index.ts'`, 'imports src/world/'],
    ['src/explain/x.ts', `const lazy = import('../hunt/index.ts')`, 'imports src/hunt/'],
    ['src/hunt/x.ts', `import fc from 'fast-check'`, 'imports the package fast-check'],
    ['src/port/x.ts', `let x: import('../world/world.ts').World`, 'imports src/world/'],
  ])('a wrong import in %s', (path, text, expected) => {
    expect(plant(path, text)).toContain(expected)
  })

  test.each([
    ['Date.now()', 'Date'],
    ['Math.random()', 'Math.random'],
    ['new Promise(() => {})', 'Promise'],
    ['async () => {}', 'async'],
    ['setTimeout(f, 1)', 'setTimeout'],
  ])('%s in a pure room', (code, expected) => {
    expect(plant('src/schedule/x.ts', `export const x = ${code}`)).toContain(`${expected}: this room is pure`)
    expect(plant('src/cli/x.ts', `export const x = ${code}`)).toBe('')
  })

  test('a name of one protocol in a room that serves all', () => {
    expect(plant('src/report/x.ts', '// the primary')).toContain('speaks of one protocol')
    expect(plant('src/labs/x.ts', '// the primary')).toBe('')
  })

  test('any, and an assertion that something is there', () => {
    expect(plant('src/cli/x.ts', 'export const x: any = 1')).toContain('any')
    expect(plant('src/cli/x.ts', 'export const x = f()!')).toContain('`!`')
  })

  test('long files and long functions', () => {
    expect(plant('src/cli/x.ts', '\n'.repeat(301))).toContain('301 lines')
    expect(plant('src/cli/x.ts', `function f() {${'\n'.repeat(70)}}`)).toContain('a function of 71 lines')
    expect(plant('src/cli/x.ts', `function f() {${'\n'.repeat(60)}}`)).toBe('')
  })

  test('a folder without a room', () => {
    expect(roomOf('elsewhere/x.ts')).toBeNull()
    expect(plant('elsewhere/x.ts', '')).toContain('is in no room')
  })
})
