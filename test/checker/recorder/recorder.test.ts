import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  check,
  createRecorder,
  NoAnswer,
  registerModel,
  type RegisterInput,
  type RegisterOutput,
} from '#checker'

/** A call that is answered by hand. */
function question<Output>() {
  let answer = (_output: Output): void => {}
  let fail = (_error: unknown): void => {}
  const promise = new Promise<Output>((resolve, reject) => {
    answer = resolve
    fail = reject
  })
  return { call: () => promise, answer, fail }
}

/** Long enough for promises that wait for promises. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

test('calls and returns are numbered in the order in which they happened', async () => {
  const recorder = createRecorder<string, number>({})
  const [first, second] = [question<number>(), question<number>()]
  const answers = [recorder.run('ann', 'a', first.call), recorder.run('bob', 'b', second.call)]
  second.answer(2)
  await answers[1]
  const third = recorder.run('bob', 'c', () => Promise.resolve(3))
  first.answer(1)
  expect(await Promise.all([...answers, third])).toEqual([1, 2, 3])
  const [ann, bob, again] = recorder.history()
  expect(ann).toMatchObject({ kind: 'returned', client: 'ann', input: 'a', output: 1, call: 0 })
  expect(bob).toEqual({ kind: 'returned', client: 'bob', input: 'b', output: 2, call: 1, return: 2 })
  expect(again).toMatchObject({ kind: 'returned', client: 'bob', input: 'c', output: 3, call: 3 })
})

test('a call is begun at once, and not before it is recorded', async () => {
  const recorder = createRecorder<string, number>({ timeoutMs: 1_000 })
  let recorded: unknown
  const running = recorder.run('ann', 'a', () => {
    recorded = recorder.history()
    return Promise.resolve(1)
  })
  expect(recorded).toEqual([{ kind: 'pending', client: 'ann', input: 'a', call: 0 }])
  await running
})

test('what was handed out before does not change', async () => {
  const recorder = createRecorder<string, number>({})
  const open = question<number>()
  const running = recorder.run('ann', 'a', open.call)
  const before = recorder.history()
  open.answer(1)
  await running
  expect(before).toEqual([{ kind: 'pending', client: 'ann', input: 'a', call: 0 }])
  expect(recorder.history()).toMatchObject([{ kind: 'returned', return: 1 }])
})

describe('an error', () => {
  const refused = new Error('refused')
  const broken = new Error('connection lost')
  const isCertainFailure = (error: unknown): boolean => error === refused

  test.each([
    ['rejected', () => Promise.reject(broken)],
    [
      'thrown',
      () => {
        throw broken
      },
    ],
  ])('that is %s is passed on, and leaves the outcome unknown', async (_how, call: () => Promise<number>) => {
    for (const options of [{}, { timeoutMs: 1_000 }, { isCertainFailure }]) {
      const recorder = createRecorder<string, number>(options)
      await expect(recorder.run('ann', 'a', call)).rejects.toBe(broken)
      expect(recorder.history()).toEqual([{ kind: 'pending', client: 'ann', input: 'a', call: 0 }])
    }
  })

  test('that says that nothing happened is a failure', async () => {
    const recorder = createRecorder<string, number>({ isCertainFailure })
    await expect(recorder.run('ann', 'a', () => Promise.reject(refused))).rejects.toBe(refused)
    await recorder.run('ann', 'b', () => Promise.resolve(1))
    expect(recorder.history()).toEqual([
      { kind: 'failed', client: 'ann', input: 'a', call: 0, return: 1 },
      { kind: 'returned', client: 'ann', input: 'b', output: 1, call: 2, return: 3 },
    ])
  })
})

describe('a call without an answer in time', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('is pending for ever, even if it is answered later', async () => {
    const recorder = createRecorder<string, number>({ timeoutMs: 100, isCertainFailure: () => true })
    const late = question<number>()
    const running = recorder.run('ann', 'a', late.call)
    const outcome = expect(running).rejects.toThrow(
      new NoAnswer('ann got no answer in 100 ms: recorded as pending'),
    )
    vi.advanceTimersByTime(100)
    await outcome
    late.answer(1)
    await settle()
    expect(recorder.history()).toEqual([{ kind: 'pending', client: 'ann', input: 'a', call: 0 }])
  })

  test('may fail later, and nobody minds', async () => {
    const recorder = createRecorder<string, number>({ timeoutMs: 100 })
    const late = question<number>()
    const running = recorder.run('ann', 'a', late.call)
    const outcome = expect(running).rejects.toBeInstanceOf(NoAnswer)
    vi.advanceTimersByTime(100)
    await outcome
    // A rejection that nobody handles would fail the test run.
    late.fail(new Error('too late'))
    await settle()
    expect(recorder.history()).toMatchObject([{ kind: 'pending' }])
  })

  test('leaves no timer behind when it is answered in time', async () => {
    const recorder = createRecorder<string, number>({ timeoutMs: 100 })
    await recorder.run('ann', 'a', () => Promise.resolve(1))
    await settle()
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('no client of a history has two open calls: the next call of one that waits is that of another', async () => {
  const recorder = createRecorder<string, number>({})
  const lost = recorder.run('ann', 'a', () => Promise.reject(new Error('lost')))
  await expect(lost).rejects.toThrow('lost')
  const open = question<number>()
  const running = recorder.run('ann', 'b', open.call)
  await recorder.run('ann', 'c', () => Promise.resolve(3))
  open.answer(2)
  await running
  await recorder.run('ann', 'd', () => Promise.resolve(4))
  await recorder.run('bob', 'e', () => Promise.resolve(5))
  expect(recorder.history().map(({ client, input }) => `${client} ${input}`)).toEqual([
    'ann a',
    'ann/2 b',
    'ann/3 c',
    'ann/2 d',
    'bob e',
  ])
})

test('the history is one for a model', async () => {
  let held: RegisterOutput = { kind: 'value', value: 0 }
  const store = async (input: RegisterInput): Promise<RegisterOutput> => {
    await Promise.resolve()
    if (input.kind === 'read') return held
    held = { kind: 'value', value: input.value }
    return { kind: 'written' }
  }
  const recorder = createRecorder<RegisterInput, RegisterOutput>({})
  const inputs: readonly RegisterInput[] = [
    { kind: 'write', value: 1 },
    { kind: 'read' },
    { kind: 'write', value: 2 },
    { kind: 'read' },
  ]
  await Promise.all(
    ['ann', 'bob'].map(async (client) => {
      for (const input of inputs) await recorder.run(client, input, () => store(input))
    }),
  )
  expect(recorder.history().length).toBe(8)
  expect(check(registerModel(0), recorder.history(), { stepsMax: 10_000 }).kind).toBe('linearizable')

  const stale = { kind: 'value', value: 0 } as const
  await recorder.run('cid', { kind: 'read' }, () => Promise.resolve(stale))
  expect(check(registerModel(0), recorder.history(), { stepsMax: 10_000 }).kind).toBe('illegal')
})

test('a client may have the name that another one’s second call was to be recorded under', async () => {
  const recorder = createRecorder<string, number>({})
  const lost = recorder.run('ann', 'a', () => Promise.reject(new Error('lost')))
  await expect(lost).rejects.toThrow('lost')
  const [open, other] = [question<number>(), question<number>()]
  const running = [recorder.run('ann', 'b', open.call), recorder.run('ann/2', 'c', other.call)]
  open.answer(2)
  other.answer(3)
  await Promise.all(running)
  const names = recorder.history().map(({ client }) => client)
  expect(new Set(names).size).toBe(3)
})

test.each([Infinity, 2 ** 31, 1e12])('%d ms are as long as a timer can take', async (timeoutMs) => {
  vi.useFakeTimers()
  const recorder = createRecorder<string, number>({ timeoutMs })
  const slow = question<number>()
  const running = recorder.run('ann', 'a', slow.call)
  vi.advanceTimersByTime(86_400_000)
  slow.answer(1)
  await expect(running).resolves.toBe(1)
  expect(recorder.history()).toMatchObject([{ kind: 'returned' }])
  vi.useRealTimers()
})
