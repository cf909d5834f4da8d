import { expect, test } from 'vitest'
import { judgements } from '../../properties/index.ts'
import { renderText } from '../../src/report/index.ts'
import * as forVitest from '../../src/vitest.ts'
import { explanation } from './deposed.ts'

const names = (judgements['primary-backup'] ?? []).map(({ name }) => name)

test.each(names)('the test to paste imports what there is: %s', (property) => {
  const text = renderText({ ...explanation, property }, { colour: false, columns: 100 })
  const imported = /import \{ example, (\w+) \} from 'splitbrain\/vitest'/.exec(text)?.[1]
  expect(Object.keys(forVitest)).toContain('example')
  expect(Object.keys(forVitest)).toContain(imported)
})

test('the test to paste names a service that is not the usual one', () => {
  const options = { colour: false, columns: 100 }
  expect(renderText({ ...explanation, testService: 'bank' }, options)).toContain(
    "(solution, { service: 'bank' })",
  )
  expect(renderText({ ...explanation, testService: null }, options)).not.toContain('service:')
})

test('without a module for tests there is none to paste, and the command stays', () => {
  const text = renderText({ ...explanation, testModule: null }, { colour: false, columns: 100 })
  expect(text).toContain('splitbrain replay deposed.json')
  expect(text).not.toContain('import')
})
