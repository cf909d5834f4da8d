import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesOf, keyOf, namesOf } from '../../../src/grade/class/index.ts'
import { temporaryFolder } from '../solutions.ts'

describe('submissions are called', () => {
  test('by their files, or by their folders where the files tell nothing', () => {
    expect(namesOf(['class/alice.ts', 'class/bob.js'])).toEqual(['alice', 'bob'])
    expect(namesOf(['class/alice/solution.ts', 'class/bob/solution.ts'])).toEqual(['alice', 'bob'])
    expect(namesOf(['class/alice/solution.ts'])).toEqual(['alice'])
    expect(namesOf(['class/alice/server.ts', 'class/bob/server.ts'])).toEqual(['alice', 'bob'])
    expect(namesOf(['/home/staff/class/alice/solution.ts'])).toEqual(['alice'])
    expect(namesOf(['solution.ts'])).toEqual(['solution'])
  })

  test.each([
    [['a/x/server.ts', 'b/x/server.ts'], 'a/x/server.ts and b/x/server.ts would both be called `server`'],
    [['a/solution.ts', './solution.ts', 'b/solution.ts'], 'would both be called `solution`'],
    [['Ann.ts', 'ann.ts'], 'Ann.ts and ann.ts would both be called `Ann`'],
    [['a.ts', 'b.ts', 'a.ts'], 'a.ts was given twice'],
  ])('%j is refused', (paths, message) => {
    expect(() => namesOf(paths)).toThrow(message)
  })
})

describe('the key of a submission', () => {
  const solution =
    "import { Server } from './parts/server.js'\nimport type { Kind } from './kinds'\nexport default Server"
  const files = {
    'solution.ts': solution,
    'parts/server.ts': "import * as more from '../more'\nexport class Server {}",
    'kinds.ts': "export type Kind = 'a'",
    'more/index.ts': '',
    'unrelated.ts': '',
  }

  function written(changes: Readonly<Record<string, string>>): string {
    const folder = temporaryFolder()
    for (const [name, text] of Object.entries({ ...files, ...changes })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    return join(folder, 'solution.ts')
  }
  const key = (changes: Readonly<Record<string, string>>, id = 'a', grader = '1', seed = 1): string =>
    keyOf(id, written(changes), grader, { seed })

  test('is the same wherever the files lie, and whatever lies beside them', () => {
    expect(key({ 'unrelated.ts': 'changed' })).toBe(key({}))
  })

  test.each(Object.keys(files).filter((name) => name !== 'unrelated.ts'))('changes with %s', (name) => {
    expect(key({ [name]: `${files[name as keyof typeof files]}\n// changed` })).not.toBe(key({}))
  })

  test('changes when a file that was missing appears', () => {
    const imports = "import './missing.ts'"
    expect(key({ 'kinds.ts': imports, 'missing.ts': '' })).not.toBe(key({ 'kinds.ts': imports }))
  })

  test('changes with the name, the grader and the settings', () => {
    const keys = [key({}), key({}, 'b'), key({}, 'a', '2'), key({}, 'a', '1', 2)]
    expect(new Set(keys).size).toBe(4)
  })

  test('is there for what is no file, without an end, or not there', () => {
    const folder = temporaryFolder()
    symlinkSync('/dev/zero', join(folder, 'zero.ts'))
    symlinkSync(folder, join(folder, 'again'))
    writeFileSync(
      join(folder, 'solution.ts'),
      "import './zero.ts'\nimport './again/solution.ts'\nimport './\\0.ts'",
    )
    for (const name of ['zero.ts', 'again', 'solution.ts', 'missing.ts']) {
      expect(filesOf(join(folder, name)).digest).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  test('the labs that are named in it are those whose contract it could import', () => {
    const labs = filesOf(written({ 'kinds.ts': "import type { Out } from 'splitbrain/primary-backup'" })).labs
    expect(labs).toEqual(['primary-backup'])
    expect(filesOf(written({})).labs).toEqual([])
  })
})
