import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { diagnose } from '../../src/labs/primary-backup/diagnosis.ts'
import { traceOf } from './story.ts'

const properties = new URL('../../properties/', import.meta.url)

/** Told from the run itself, whatever the signature says. */
const fromTheRun = new Set([
  'not-linearizable',
  'write-executed-again',
  'write-never-invoked',
  'primary-from-outside-the-former-view',
  'backup-answers',
  'outsider-answers',
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
    const diagnosis =
      diagnose(traceOf([]), 'view-service', violated) ?? diagnose(traceOf([]), 'single-primary', violated)
    expect(diagnosis?.advice).toMatch(/\w{3}/)
  },
)

test('signatures are found in the properties', () => {
  expect(signatures.size).toBeGreaterThan(25)
})
