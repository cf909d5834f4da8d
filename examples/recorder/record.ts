import { createRecorder, type History } from 'splitbrain/checker'
import type { KeyValueInput, KeyValueOutput } from 'splitbrain/checker/models'
import type { Client } from './store.ts'

/** Three clients at once, one call of each after the other, all of them recorded. */
export async function record(connect: () => Client): Promise<History<KeyValueInput, KeyValueOutput>> {
  const recorder = createRecorder<KeyValueInput, KeyValueOutput>({ timeoutMs: 1_000 })

  async function client(name: string): Promise<void> {
    const store = connect()
    for (let n = 1; n <= 5; n++) {
      await recorder.run(name, { kind: 'put', key: 'x', value: `${name}${n}` }, async () => {
        await store.put('x', `${name}${n}`)
        return { kind: 'done' }
      })
      await recorder.run(name, { kind: 'get', key: 'x' }, async () => ({
        kind: 'value',
        value: await store.get('x'),
      }))
    }
  }

  await Promise.all(['ann', 'bob', 'cid'].map(client))
  return recorder.history()
}
