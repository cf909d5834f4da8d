import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { createCasts } from '../../src/grade/solution/casts.ts'
import { loadSolution } from '../../src/grade/solution/index.ts'
import { ownRealm } from '../../src/grade/solution/realm.ts'
import { createSubjects, type Subjects } from '../../src/grade/solution/subjects.ts'
import { createMeter } from '../../src/grade/solution/watch.ts'
import { labs } from '../../src/labs/index.ts'
import { runScenario } from '../../src/labs/scenario.ts'
import { services } from '../../src/services/index.ts'
import { write } from './examine.ts'
import { fakingReplication } from './solutions.ts'

/**
 * A control: backups that keep nothing pass where nodes share what lies outside their fields, and fail where they do not.
 * So it is the isolation that finds them, and not some other mistake of theirs.
 */
const lab = labs['primary-backup']
const service = services['key-value']

/** Each would lose what was written before the failover. */
const stories = ['failover', 'missing-writes', 'stale-read', 'duplicate-write']

async function subjectsOf(shared: string): Promise<Subjects> {
  if (lab === undefined || service === undefined) throw new Error('there is no such lab')
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'splitbrain-sharing-')))
  try {
    write(fakingReplication(shared), folder)
    const program = await loadSolution(join(folder, 'own', 'solution.ts'))
    if (program.kind === 'unusable') throw new Error(JSON.stringify(program.problems))
    const casts = createCasts(lab, program, createMeter(), null, ownRealm)
    if (casts.kind === 'unusable') throw new Error(JSON.stringify(casts.problems))
    return createSubjects(lab, service, casts)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** By story, what came of it. */
function outcomesOf(subject: Subjects['together']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    stories.map((name) => {
      const story = lab?.scenarios.find((scenario) => scenario.name === name)
      if (story === undefined) throw new Error(`there is no story ${name}`)
      const { outcome } = runScenario(subject, story)
      // What was left there would be there in the next run.
      Reflect.deleteProperty(JSON, 'log')
      return [name, outcome.kind === 'violated' ? outcome.by.join() : outcome.kind]
    }),
  )
}

const all = (outcome: string): Readonly<Record<string, string>> =>
  Object.fromEntries(stories.map((name) => [name, outcome]))

describe.each([
  ['a variable of the module', 'const table = {}; const shared = () => table'],
  ['a static field', 'class Table { static log = [] }; const shared = () => Table'],
  ['the prototype of the class', 'const shared = (node) => Object.getPrototypeOf(node)'],
])('a backup that keeps nothing and looks at %s', (_name, shared) => {
  let subjects: Subjects

  beforeAll(async () => {
    subjects = await subjectsOf(shared)
  })

  test('passes where the nodes of a run have one evaluation', () => {
    expect(outcomesOf(subjects.together)).toEqual(all('survived'))
  })

  test('fails where each has its own', () => {
    expect(outcomesOf(subjects.isolated)).toEqual(all('linearizable'))
  })
})

describe('a backup that keeps nothing and looks at what the language gives', () => {
  test('passes even so, unless that is locked: the group of shared state has it in the sandbox', async () => {
    const { isolated } = await subjectsOf('const shared = () => JSON')
    expect(outcomesOf(isolated)).toEqual(all('survived'))
  })
})
