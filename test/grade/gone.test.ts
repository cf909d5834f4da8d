import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runInChild, usualLimits, type Entries } from '../../src/grade/child/index.ts'
import { buildEntries } from './child-for-tests.ts'
import { fixture, huntJob, loaded, temporaryFolder } from './solutions.ts'

let entries: Entries

beforeAll(async () => {
  entries = await buildEntries()
})

/** What a process does that a solution has got hold of; whatever it does, it does not end. */
const takenOver: readonly [name: string, script: string, says: string][] = [
  ['says what is no answer', `stdin.once('data', () => writeSync(3, 'all passed\\n'))`, 'gave no answer'],
  ['says what is no pulse', `writeSync(4, 'all well\\n')`, 'said what is no pulse'],
  ['says that it is at rest', `writeSync(4, '{"rssMb":1}\\n')`, 'said what is no pulse'],
  ['speaks without being asked', `writeSync(3, '{}\\n'); writeSync(3, '{}\\n')`, 'without being asked'],
]

test.each(takenOver)('a process that %s, and lives on, is killed at once', async (_name, script, says) => {
  const folder = join(temporaryFolder(), 'sandbox')
  const sandbox = join(folder, 'main.mjs')
  mkdirSync(dirname(sandbox), { recursive: true })
  writeFileSync(
    sandbox,
    `import { writeSync } from 'node:fs'\nimport { stdin } from 'node:process'\nsetInterval(() => {}, 1e6)\n${script}\n`,
  )
  const program = await loaded(fixture('throws.ts'))
  const job = huntJob(1, ['well-behaved'])
  const end = await runInChild(
    { lab: 'primary-backup', service: 'key-value', program, job, print: false },
    { ...usualLimits, wallMsMax: 20_000, entry: { ...entries, sandbox }, onEvent: () => {} },
  )
  expect(end).toMatchObject({ kind: 'killed', reason: 'crashed' })
  expect(end).toHaveProperty('message', expect.stringContaining(says))
})
