import { Ajv } from 'ajv'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scratch } from '../cli/run.ts'
import { gradescopeSchema } from '../grade/formats/schemas/gradescope.ts'
import { command, handedIn, run, splitbrainAt } from './run.ts'

interface Results {
  readonly score: number
  readonly output: string
  readonly tests: readonly { readonly name: string; readonly score: number; readonly visibility: string }[]
}

/** A folder as Gradescope has it, with a short rubric. */
function autograder(): string {
  const folder = scratch()
  for (const name of ['source', 'submission', 'results']) mkdirSync(join(folder, name))
  const items = ['failover', 'stale-read'].map((name) => ({
    id: name,
    title: name,
    points: 3,
    check: { kind: 'scenario', name },
  }))
  writeFileSync(join(folder, 'source/rubric.yaml'), JSON.stringify({ lab: 'primary-backup', items }))
  return folder
}

function handIn(folder: string, name: string, path = 'solution.js'): void {
  mkdirSync(join(folder, 'submission', path, '..'), { recursive: true })
  writeFileSync(join(folder, 'submission', path), handedIn(name))
}

/** Runs the autograder and reads its results, which are of Gradescope's form in any case. */
function graded(folder: string, splitbrain: string, env: Readonly<Record<string, string>> = {}): Results {
  const ran = run('gradescope/run_autograder', {
    cwd: folder,
    env: { AUTOGRADER: folder, SPLITBRAIN: splitbrain, ...env },
  })
  expect(ran).toMatchObject({ code: 0, err: expect.not.stringContaining('unbound') })
  const results: unknown = JSON.parse(readFileSync(join(folder, 'results/results.json'), 'utf8'))
  const ajv = new Ajv({ strictTypes: false, strictRequired: false })
  expect([ajv.validate(gradescopeSchema, results), ajv.errors]).toEqual([true, null])
  return results as Results
}

describe('run_autograder', () => {
  test('grades what was handed in, by the rubric beside it and a private one', () => {
    const folder = autograder()
    handIn(folder, 'serves-reads-alone', 'homework/solution.js')
    mkdirSync(join(folder, 'source/private'))
    const check = { kind: 'scenario', name: 'split-brain' }
    writeFileSync(
      join(folder, 'source/private/rubric.yaml'),
      JSON.stringify({ lab: 'primary-backup', items: [{ id: 'secret', title: 'Secret', points: 1, check }] }),
    )
    const { score, tests } = graded(folder, splitbrainAt(join(folder, 'splitbrain')))
    expect(tests.map(({ name, score, visibility }) => [name, score, visibility])).toEqual([
      ['failover: failover', 3, 'visible'],
      ['stale-read: stale-read', 0, 'visible'],
      ['secret: Secret', 1, 'hidden'],
    ])
    expect(score).toBe(4)
  })

  test('says so where there is no solution, or where there are several', () => {
    const folder = autograder()
    expect(graded(folder, 'true')).toMatchObject({
      score: 0,
      output: expect.stringContaining('no solution.ts'),
    })
    handIn(folder, 'reference', 'a/solution.ts')
    handIn(folder, 'reference', 'b/solution.ts')
    expect(graded(folder, 'true')).toMatchObject({ score: 0, output: expect.stringContaining('several') })
  })

  test('gives 0 points and a message where splitbrain is missing, or fails', () => {
    const folder = autograder()
    handIn(folder, 'reference')
    for (const splitbrain of [
      join(folder, 'nowhere'),
      command(join(folder, 'fault'), 'exit 70'),
      command(join(folder, 'killed'), 'kill -9 $$'),
      command(join(folder, 'writes'), 'echo \'{"score": 0, "tests": []}\' >results.json', 'exit 2'),
    ]) {
      expect(graded(folder, splitbrain)).toMatchObject({
        score: 0,
        output: expect.stringContaining('no fault of yours'),
        tests: [],
      })
    }
  })

  test('keeps what was earned when the time is over', () => {
    const folder = autograder()
    handIn(folder, 'reference')
    const items = [
      { id: 'failover', title: 'failover', points: 3, check: { kind: 'scenario', name: 'failover' } },
      { id: 'linearizable', title: 'all', points: 5, check: { kind: 'property', name: 'linearizable' } },
    ]
    writeFileSync(join(folder, 'source/rubric.yaml'), JSON.stringify({ lab: 'primary-backup', items }))
    const { score, output } = graded(folder, splitbrainAt(join(folder, 'splitbrain')), {
      SPLITBRAIN_BUDGET: '100000000',
      SPLITBRAIN_SECONDS: '15',
    })
    expect([score, output]).toEqual([3, expect.stringContaining('The grading was not over')])
  })
})

describe('setup.sh', () => {
  test('installs the package that lies beside it, and tries it', () => {
    const folder = autograder()
    writeFileSync(join(folder, 'source/splitbrain-0.1.0.tgz'), '')
    const bin = join(folder, 'bin')
    mkdirSync(bin)
    command(
      join(bin, 'npm'),
      `echo "$@" >"${folder}/npm"`,
      `mkdir -p "${folder}/splitbrain/node_modules/.bin"`,
      `ln -s "${splitbrainAt(join(bin, 'splitbrain'))}" "${folder}/splitbrain/node_modules/.bin/splitbrain"`,
    )
    const { code, out } = run('gradescope/setup.sh', { cwd: folder, env: { AUTOGRADER: folder }, path: bin })
    expect([code, out.trim()]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+/)])
    expect(readFileSync(join(folder, 'npm'), 'utf8').trim()).toBe(
      `install --prefix ${folder}/splitbrain --no-fund --no-audit ${folder}/source/splitbrain-0.1.0.tgz`,
    )
  })

  test('asks for the package where there is none', () => {
    const folder = autograder()
    const { code, err } = run('gradescope/setup.sh', { cwd: folder, env: { AUTOGRADER: folder } })
    expect([code, err]).toEqual([1, expect.stringContaining('expected one package splitbrain-VERSION.tgz')])
  })
})
