import { Ajv } from 'ajv'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { scratch, type Ran } from '../cli/run.ts'
import { githubClassroomSchema } from '../grade/formats/schemas/github-classroom.ts'
import { command, handedIn, run, splitbrainAt, templates } from './run.ts'

interface Step extends Ran {
  readonly result: { readonly status: string; readonly max_score: number; readonly tests: readonly object[] }
  readonly summary: string
}

/** Runs the step in a repository with this solution, and reads what the reporter would read. */
function step(solution: string, splitbrain: (folder: string) => string): Step {
  const folder = scratch()
  writeFileSync(join(folder, 'solution.ts'), solution)
  const items = [
    { id: 'failover', title: 'failover', points: 3, check: { kind: 'scenario', name: 'failover' } },
  ]
  writeFileSync(join(folder, 'rubric.yaml'), JSON.stringify({ lab: 'primary-backup', items }))
  const [output, summary] = [join(folder, 'output'), join(folder, 'summary')]
  const ran = run('github-classroom/grade.sh', {
    cwd: folder,
    env: { SPLITBRAIN: splitbrain(folder), GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
  })
  const [, encoded = ''] = /^result=([\w+/=]*)\n$/.exec(readFileSync(output, 'utf8')) ?? []
  const result = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as Step['result']
  const ajv = new Ajv({ strictTypes: false })
  expect([ajv.validate(githubClassroomSchema, result), ajv.errors]).toEqual([true, null])
  return { ...ran, result, summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' }
}

const usual = (folder: string): string => splitbrainAt(join(folder, 'splitbrain'))

describe('grade.sh', () => {
  test('gives the reporter the points, and the job a summary', () => {
    const { code, result, summary } = step(handedIn('reference'), usual)
    expect([code, result.status, result.max_score]).toEqual([0, 'pass', 3])
    expect(summary).toContain(': 3 of 3 points')
  })

  test('obeys no command that a solution throws', () => {
    const thrown = String.raw`class Node {
        start() { throw new Error('x\n::error file=solution.ts::owned\n##[add-mask]x') }
        receive() {} timer() {} submit() {}
      }
      export default { viewServer: Node, server: Node, client: Node }`
    const { code, out, result } = step(thrown, usual)
    expect([code, result.status]).toEqual([0, 'fail'])
    const [, token = ''] = /^::stop-commands::(\w{32})$/m.exec(out) ?? []
    const [heard = '', , after = ''] = out.split(new RegExp(`^::(?:stop-commands::)?${token}(?:::)?$`, 'm'))
    // While the runner listens, only our own commands come.
    const commands = `${heard}${after}`
      .split('\n')
      .filter((line) => line.includes('::') || line.includes('##['))
    expect(commands.length).toBeGreaterThan(0)
    for (const line of commands) expect(line).toMatch(/^::error file=solution\.ts,line=\d+,title=/)
  })

  test('has a result also where splitbrain cannot be started', () => {
    for (const name of ['nowhere', 'fault']) {
      const { code, out, result } = step('', (folder) =>
        name === 'fault' ? command(join(folder, name), 'exit 70') : join(folder, name),
      )
      expect([code, result.status]).toEqual([0, 'error'])
      expect(out).toContain('::error::splitbrain could not be started')
    }
  })
})

test('the workflow hands the output of the step to the reporter, under the names that it asks for', () => {
  const workflow = parse(readFileSync(join(templates, 'github-classroom/classroom.yml'), 'utf8')) as {
    name: string
    jobs: Record<string, { steps: readonly { id?: string; env?: object; with?: { runners?: string } }[] }>
  }
  expect([workflow.name, Object.keys(workflow.jobs)]).toEqual([
    'Autograding Tests',
    ['run-autograding-tests'],
  ])
  const { steps } = workflow.jobs['run-autograding-tests'] ?? { steps: [] }
  const reporter = steps.find((one) => one.with?.runners !== undefined)
  expect(steps.some(({ id }) => id === reporter?.with?.runners)).toBe(true)
  expect(reporter?.env).toEqual({ SPLITBRAIN_RESULTS: '${{ steps.splitbrain.outputs.result }}' })
})
