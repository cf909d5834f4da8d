import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { labs } from '../../src/labs/index.ts'
import { root } from '../cli/run.ts'
import { templates } from './run.ts'

test('the package has all templates and, for init, the starter of each lab', () => {
  const list = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const packed = [...list.matchAll(/"path": "([^"]*)"/g)].map(([, path]) => path)
  for (const lab of Object.keys(labs)) expect(packed).toContain(`src/labs/${lab}/starter/solution.ts`)
  const files = readdirSync(templates, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  expect(files.length).toBeGreaterThanOrEqual(6)
  for (const { parentPath, name } of files) {
    expect(packed).toContain(join(parentPath, name).slice(root.length))
  }
})
