import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judgements } from '../../properties/index.ts'
import { labs } from '../../src/labs/index.ts'
import { traceOf } from './story.ts'

const narrations = Object.values(labs).flatMap(({ name, narration }) =>
  narration === undefined ? [] : [{ lab: name, diagnose: narration.diagnose }],
)

const properties = new URL('../../properties/', import.meta.url)

/** Told from the run itself, whatever the signature says. */
const fromTheRun = new Set([
  'not-linearizable',
  'write-executed-again',
  'write-never-invoked',
  'primary-from-outside-the-former-view',
  'backup-answers',
  'outsider-answers',
  'replicas-differ',
])

const patterns = [
  /signature: '([a-z0-9-]+)'/g,
  /found\(\s*'([a-z0-9-]+-[a-z0-9-]+)'/g,
  /atFault\([^,]+, '([a-z0-9-]+)'/g,
]

const signatures = new Set(
  readdirSync(properties, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(new URL(file, properties), 'utf8'))
    .flatMap((source) =>
      patterns.flatMap((pattern) => [...source.matchAll(pattern)].map(([, name]) => name)),
    ),
)

test.each([...signatures].filter((name) => name !== undefined && !fromTheRun.has(name)))(
  'there is something to say about %s',
  (signature = '') => {
    const violated = { kind: 'violated', because: '', signature, entries: [] } as const
    const said = narrations.flatMap(({ lab, diagnose }) =>
      (judgements[lab] ?? []).map(({ name }) => diagnose(traceOf([]), name, violated)),
    )
    const diagnosis = said.find((each) => each !== null)
    expect(diagnosis?.advice).toMatch(/\w{3}/)
  },
)

test('signatures are found in the properties', () => {
  expect(signatures.size).toBeGreaterThan(25)
})
