import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { explainFinding } from '../../src/explained.ts'
import { readFinding } from '../../src/hunt/index.ts'
import { labs, type Lab } from '../../src/labs/index.ts'
import type { PrimaryBackup } from '../../src/labs/primary-backup/index.ts'
import { renderText } from '../../src/report/index.ts'
import { subject } from '../hunt/subjects.ts'

const folder = new URL('.', import.meta.url).pathname
const root = join(folder, '../..')

function primaryBackup(): Lab {
  const lab = labs['primary-backup']
  if (lab === undefined) throw new Error('the lab is gone')
  return lab
}

/** Findings are kept for ever: whatever becomes of generators and schedulers, they break the same promise again. */
describe.each(readdirSync(folder).filter((file) => file.endsWith('.finding.json')))('%s', (file) => {
  test('still breaks what it broke, and is told in the same words', async () => {
    const finding = readFinding(readFileSync(join(folder, file), 'utf8'))
    const module = (await import(join(root, finding.solution))) as { default: PrimaryBackup }
    const replay = { file: `test/replays/${file}`, solution: finding.solution }
    const explanation = explainFinding(finding, subject(module.default), primaryBackup(), replay, 'full')
    if (explanation === null) throw new Error('the promise is kept now')
    const text = renderText(explanation, { colour: false, columns: 100 })
    await expect(text).toMatchFileSnapshot(join(folder, file.replace('.finding.json', '.txt')))
  })
})
