import { keyValueModel } from 'splitbrain/checker/models'
import { matchers } from 'splitbrain/vitest'
import { expect, test } from 'vitest'
import { record } from './record.ts'
import { createStore } from './store.ts'

expect.extend(matchers)

test('the store is linearizable', async () => {
  expect(await record(createStore({ cached: false }))).toBeLinearizable(keyValueModel)
})
