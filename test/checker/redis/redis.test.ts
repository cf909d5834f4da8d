import { matchers } from 'splitbrain/vitest'
import seedrandom from 'seedrandom'
import { afterEach, describe, expect, test } from 'vitest'
import {
  createRecorder,
  explain,
  explanationLines,
  illegal,
  keyValueModelWith,
  legal,
  NoAnswer,
  unpainted,
  type KeyValueInput,
  type KeyValueOutput,
  type Model,
  type Recorder,
} from '#checker'
import { openClient, type RedisClient } from './client.ts'
import { eventually, isRedisThere, openLink, startRedis, type Link, type RedisServer } from './server.ts'

if (!isRedisThere) console.warn('skipped: histories of a real Redis; redis-server is not installed')

expect.extend(matchers)

/** Redis says nil of a key that is not there. */
const model = keyValueModelWith(null)

/** What a test has started, ended after it in the reverse order, whatever became of the test. */
const ends: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function redis(...options: readonly string[]): Promise<RedisServer> {
  const server = await startRedis(...options)
  ends.push(server.stop)
  return server
}

async function clientOf({ port }: { readonly port: number }): Promise<RedisClient> {
  const client = await openClient(port)
  ends.push(client.close)
  return client
}

async function linkTo({ port }: RedisServer): Promise<Link> {
  const link = await openLink(port)
  ends.push(link.close)
  return link
}

type KeyValueRecorder = Recorder<KeyValueInput, KeyValueOutput>

/** Asks Redis what the model's input says, and tells what the model would. */
async function ask(redis: RedisClient, input: KeyValueInput): Promise<KeyValueOutput> {
  switch (input.kind) {
    case 'get': {
      const value = await redis.send('GET', input.key)
      if (value !== null && typeof value !== 'string') throw new Error('expected a string')
      return { kind: 'value', value }
    }
    case 'put':
      await redis.send('SET', input.key, input.value)
      return { kind: 'done' }
    case 'append':
      await redis.send('APPEND', input.key, input.value)
      return { kind: 'done' }
    case 'delete':
      await redis.send('DEL', input.key)
      return { kind: 'done' }
    case 'cas':
      throw new Error('expected no cas: Redis has none')
    default:
      return input satisfies never
  }
}

function recorded(
  recorder: KeyValueRecorder,
  client: string,
  redis: RedisClient,
  input: KeyValueInput,
): Promise<KeyValueOutput> {
  return recorder.run(client, input, () => ask(redis, input))
}

describe.skipIf(!isRedisThere)('Redis', () => {
  test('alone is linearizable: gets, sets, appends and deletes of many clients', async () => {
    const server = await redis()
    const recorder: KeyValueRecorder = createRecorder({ timeoutMs: 10_000 })
    const names = ['ann', 'bob', 'cid', 'dot', 'eve', 'fay']
    await Promise.all(
      names.map(async (name) => {
        const random = seedrandom(name)
        const redis = await clientOf(server)
        for (let n = 0; n < 120; n++) {
          const key = random() < 0.5 ? 'x' : 'y'
          await recorded(recorder, name, redis, inputOf(random(), key, `${name}${n} `))
        }
      }),
    )
    const history = recorder.history()
    expect(history.length).toBe(720)
    const overlaps = history.filter((one, at) => {
      const before = history[at - 1]
      return before?.kind === 'returned' && before.return > one.call
    })
    expect(overlaps.length).toBeGreaterThan(300)
    expect(history).toBeLinearizable(model)
  })

  test('alone counts: INCR of many clients, and what each was told', async () => {
    const server = await redis()
    const recorder = createRecorder<'increment' | 'read', number>({ timeoutMs: 10_000 })
    await Promise.all(
      ['ann', 'bob', 'cid', 'dot'].map(async (name) => {
        const redis = await clientOf(server)
        for (let n = 0; n < 50; n++) {
          await recorder.run(name, 'increment', async () => Number(await redis.send('INCR', 'n')))
          await recorder.run(name, 'read', async () => Number(await redis.send('GET', 'n')))
        }
      }),
    )
    expect(recorder.history()).toBeLinearizable(incrementModel)
    await recorder.run('eve', 'increment', () => Promise.resolve(200))
    expect(recorder.history()).not.toBeLinearizable(incrementModel)
  })

  test('that is asked for a write and does not answer in time may do it later', async () => {
    const server = await redis()
    const [admin, ann, bob] = [await clientOf(server), await clientOf(server), await clientOf(server)]
    const recorder: KeyValueRecorder = createRecorder({ timeoutMs: 200 })
    await recorded(recorder, 'ann', ann, { kind: 'put', key: 'x', value: '1' })
    await admin.send('CLIENT', 'PAUSE', '60000', 'WRITE')
    const lost = recorded(recorder, 'ann', ann, { kind: 'put', key: 'x', value: '2' })
    await expect(lost).rejects.toBeInstanceOf(NoAnswer)
    expect(await recorded(recorder, 'bob', bob, { kind: 'get', key: 'x' })).toMatchObject({ value: '1' })
    await admin.send('CLIENT', 'UNPAUSE')
    await eventually(async () => (await admin.send('GET', 'x')) === '2')
    expect(await recorded(recorder, 'bob', bob, { kind: 'get', key: 'x' })).toMatchObject({ value: '2' })
    expect(recorder.history().map(({ kind }) => kind)).toEqual([
      'returned',
      'pending',
      'returned',
      'returned',
    ])
    expect(recorder.history()).toBeLinearizable(model)
  })

  test('with reads from a replica is not linearizable, and the explanation shows the stale read', async () => {
    const first = await redis()
    const link = await linkTo(first)
    const second = await redis('--replicaof', '127.0.0.1', String(link.port))
    const [ann, bob, cid] = [await clientOf(first), await clientOf(second), await clientOf(first)]
    const recorder: KeyValueRecorder = createRecorder({ timeoutMs: 10_000 })

    await recorded(recorder, 'ann', ann, { kind: 'put', key: 'x', value: 'old' })
    await recorded(recorder, 'ann', ann, { kind: 'put', key: 'y', value: 'other' })
    await eventually(async () => (await bob.send('GET', 'y')) === 'other')
    await recorded(recorder, 'bob', bob, { kind: 'get', key: 'x' })
    expect(recorder.history()).toBeLinearizable(model)

    // From here on the replica hears nothing of what is written, and still answers.
    link.hold()
    await recorded(recorder, 'ann', ann, { kind: 'put', key: 'x', value: 'new' })
    await recorded(recorder, 'cid', cid, { kind: 'get', key: 'x' })
    await recorded(recorder, 'bob', bob, { kind: 'get', key: 'x' })
    link.release()
    await eventually(async () => (await bob.send('GET', 'x')) === 'new')

    expect(recorder.history()).not.toBeLinearizable(model)
    const explained = explain(model, recorder.history(), { stepsMax: 1_000_000 })
    if (explained.kind !== 'illegal') throw new Error('expected an explanation')
    const lines = explanationLines(explained, { columns: 80, paint: unpainted })
    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      ✗ not linearizable: bob's get("x") → "old" fits in no order

        ann  put("x", "old") → ok   put("x", "new") → ok
             ├──────────────────┤   ├──────────────────┤
        bob                                                get("x") → "old" ✗
                                                           ├────────────────┤

      These 3 operations have no order; 2 other operations, free to take effect at any
      time, with any answer, or never, do not help.

      An order without it               state after it
            at first                    null
         1. ann's put("x", "old") → ok  "old"
         2. ann's put("x", "new") → ok  "new"

      bob's get("x") → "old" was called after ann's put("x", "new") → ok had returned:
      it meets the state "new", and cannot have its answer there.
      No other order does better.

      It is operation 5 of the history, counted from 0. Until it returned at 11, there
      was an order of what happened (a group of 5 operations).
      "
    `)
  })

  test('without persistence forgets what it acknowledged when it starts again', async () => {
    const recorder: KeyValueRecorder = createRecorder({ timeoutMs: 10_000 })
    const before = await redis()
    await recorded(recorder, 'ann', await clientOf(before), { kind: 'put', key: 'x', value: '1' })
    await before.stop()
    const after = await redis()
    await recorded(recorder, 'ann', await clientOf(after), { kind: 'get', key: 'x' })
    expect(recorder.history()).not.toBeLinearizable(model)
  })
})

function inputOf(chance: number, key: string, value: string): KeyValueInput {
  if (chance < 0.5) return { kind: 'get', key }
  if (chance < 0.7) return { kind: 'append', key, value }
  return chance < 0.95 ? { kind: 'put', key, value } : { kind: 'delete', key }
}

/** INCR answers with the number it made. */
const incrementModel: Model<number, 'increment' | 'read', number> = {
  init: () => 0,
  step: (count, input, outcome) => {
    const after = input === 'increment' ? count + 1 : count
    return outcome.kind === 'returned' && outcome.value !== after ? illegal : legal(after)
  },
  key: (count) => count,
  isReadOnly: (input) => input === 'read',
  describeOperation: (input, outcome) => `${input} → ${outcome.kind === 'returned' ? outcome.value : '?'}`,
  describeState: String,
}
