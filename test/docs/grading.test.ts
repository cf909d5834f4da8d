import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseRubric } from '../../src/grade/index.ts'
import { knownIn } from '../../src/cli/rubrics.ts'
import { labs } from '../../src/labs/index.ts'
import { root } from '../cli/run.ts'

const text = readFileSync(join(root, 'docs/grading.md'), 'utf8')

test('the rubric of the page can be used', () => {
  const [, yaml = ''] = /^```yaml\n(.*?)^```/ms.exec(text) ?? []
  expect(parseRubric(yaml, knownIn).items.length).toBe(5)
})

test('the table has the points of each part', () => {
  const names = {
    'view server': 'viewServer',
    servers: 'server',
    clients: 'client',
    'all together': undefined,
  }
  for (const [name, part] of Object.entries(names)) {
    const items = labs['primary-backup']?.rubric.items.filter((item) => item.part === part) ?? []
    const points = items.reduce((sum, item) => sum + item.points, 0)
    expect(text).toMatch(new RegExp(`^\\| ${name} +\\| +${points} \\|`, 'm'))
  }
})
