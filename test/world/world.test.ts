import { describe, expect, test } from 'vitest'
import type { Application, Command, Message, Out } from '../../src/port/index.ts'
import type { Offence, Trace } from '../../src/trace/index.ts'
import { deliver, invoke, worldWith } from './counter.ts'

const hello: Message = { kind: 'Hello' }

function offenceIn(trace: Trace): Offence | undefined {
  const misbehaved = trace.entries.flatMap(({ effects }) => effects).find(({ kind }) => kind === 'misbehaved')
  return misbehaved?.kind === 'misbehaved' ? misbehaved.offence : undefined
}

describe('messages', () => {
  test('one that was sent can be delivered any number of times, one that was not cannot', () => {
    let received = 0
    const world = worldWith({
      start: (out) => out.send('s2', hello),
      receive: () => {
        received += 1
      },
    })
    const step = deliver('s1', 's2', { kind: 'Hello' })
    world.apply(step, null)
    world.apply(step, null)
    expect(received).toBe(2)
    expect(world.whyNot(deliver('s2', 's1', hello))).toBe('s2 never sent this Hello to s1')
    expect(world.whyNot(deliver('s1', 's2', { kind: 'Hello', more: 1 } as Message))).toBe(
      's1 never sent this Hello to s2',
    )
    expect(() => world.apply(deliver('s2', 's1', hello), null)).toThrow('cannot take step')
  })

  test('sender, receiver and trace share no reference', () => {
    const sent = { kind: 'List', items: [1] }
    const seen: unknown[] = []
    const world = worldWith({
      start: (out) => out.send('s1', sent),
      receive: (message) => {
        const items = (message as unknown as { items: number[] }).items
        seen.push([...items])
        items.push(99)
      },
    })
    sent.items.push(2)
    world.apply(deliver('s1', 's1', { kind: 'List', items: [1] } as Message), null)
    world.apply(deliver('s1', 's1', { kind: 'List', items: [1] } as Message), null)
    expect(seen).toEqual([[1], [1]])
  })

  test.each([3, 200])('each of %s is found by its content, and what arrives is what was sent', (count) => {
    const numbered = (n: number): Message => ({ kind: 'Numbered', n: n >> 1 }) as Message
    const world = worldWith({
      start: (out) => {
        for (let n = 0; n < count; n += 1) out.send('s1', numbered(n))
      },
    })
    const sent = world.entries.flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect.kind === 'sent' && effect.from === 's1' ? [effect.message] : [])),
    )
    expect(sent).toHaveLength(count)
    for (const [n, message] of sent.entries()) {
      const { cause } = world.apply(deliver('s1', 's1', message), null)
      expect(cause.kind === 'deliver' && cause.message).toBe(message)
      const like = world.attempt(deliver('s1', 's1', numbered(n)), null)?.cause
      // Two have the same content: the first of them stands for both.
      expect(like?.kind === 'deliver' && like.message).toBe(sent[n & ~1])
    }
    expect(world.attempt(deliver('s1', 's1', numbered(count + 1)), null)).toBeNull()
  })

  test('a step from outside may be changed afterwards', () => {
    const world = worldWith({ start: (out) => out.send('s1', { kind: 'List', items: [1] }) })
    const message = { kind: 'List', items: [1] }
    world.apply(deliver('s1', 's1', message), null)
    message.items.push(2)
    expect(world.entries.at(-1)?.cause).toEqual(deliver('s1', 's1', { kind: 'List', items: [1] } as Message))
  })
})

describe('timers', () => {
  test('one fires once, one that is set again replaces the old, one that is cancelled never fires', () => {
    const world = worldWith({
      start: (out) => {
        out.setTimer('a', 5)
        out.setTimer('a', 7)
        out.setTimer('b', 5)
        out.cancelTimer('b')
      },
    })
    const fire = { kind: 'timer', node: 's1', name: 'a' } as const
    expect([...world.timersOf('s1')]).toEqual(['a'])
    world.apply(fire, null)
    expect(world.whyNot(fire)).toBe('s1 has no pending timer a')
  })
})

describe('crash and join', () => {
  test('a crash is for good, what the node sent still arrives', () => {
    const world = worldWith({
      start: (out) => {
        out.send('s2', hello)
        out.setTimer('a', 1)
      },
    })
    world.apply({ kind: 'crash', node: 's1' }, null)
    expect(world.whyNot({ kind: 'crash', node: 's1' })).toBe('s1 is not up')
    expect(world.whyNot({ kind: 'timer', node: 's1', name: 'a' })).toBe('s1 is not up')
    expect(world.whyNot({ kind: 'join', node: 's1' })).toContain('has been here before')
    expect(world.whyNot(deliver('s1', 's2', hello))).toBeNull()
  })

  test('a server that joins starts', () => {
    const world = worldWith({ start: (out) => out.send('s1', hello) })
    const { effects } = world.apply({ kind: 'join', node: 's3' }, null)
    expect(effects).toEqual([{ kind: 'sent', from: 's3', to: 's1', message: hello }])
  })
})

describe('clients', () => {
  test('one call at a time', () => {
    const world = worldWith({})
    world.apply(invoke, null)
    expect(world.whyNot(invoke)).toContain('waits for its previous call')
  })

  test('finish ends the call, once', () => {
    const world = worldWith({
      submit: (out) => {
        out.finish('done')
        out.finish('again')
      },
    })
    world.apply(invoke, null)
    expect(offenceIn(world.trace(null, null))).toMatchObject({
      kind: 'bad-argument',
      message: 'out.finish: no command is outstanding; finish each submitted command exactly once',
    })
  })
})

const get: Command & { key: string } = { op: 'get', key: 'x' }

const asked: Partial<Offence> = {
  kind: 'too-much',
  message: expect.stringContaining('the application was asked more than 10000 times') as string,
}

const byHalf: Partial<Offence> = {
  kind: 'endless',
  message: 'the handler calls itself without end (the stack overflowed)',
}

function forEver(act: () => unknown): void {
  for (;;) act()
}

/** Again and again while the stack unwinds, whatever comes of it. */
function atTheEnd(act: () => unknown): void {
  // What was never called is compiled first, for which there is even less room.
  act()
  let tries = 200
  const deep = (): void => {
    try {
      deep()
    } catch {}
    if (tries === 0) return
    tries -= 1
    try {
      act()
    } catch {}
  }
  deep()
}

test('to be refused by the application, and to catch it, is no offence', () => {
  const world = worldWith({
    start: (out, app) => {
      for (const wrong of [() => app.execute({ op: 'dance' }), () => app.restore({})]) {
        try {
          wrong()
        } catch {
          out.send('s2', hello)
        }
      }
    },
  })
  expect(offenceIn(world.trace(null, null))).toBeUndefined()
})

describe('what no handler may do ends the run and is told', () => {
  let kept: Out | null = null
  test.each<[string, (out: Out, app: Application) => unknown, Partial<Offence>]>([
    [
      'throwing',
      () => {
        throw new TypeError('boom')
      },
      { kind: 'threw', message: 'threw TypeError: boom' },
    ],
    [
      'throwing something odd',
      () => {
        throw { odd: true }
      },
      { kind: 'threw', message: 'threw {"odd":true}' },
    ],
    ['returning a value', () => 7, { kind: 'returned', message: 'returned 7; a handler returns nothing' }],
    ['returning a promise', () => Promise.resolve(), { kind: 'async' }],
    ['sending to nobody', (out) => out.send('s9', hello), { kind: 'bad-argument' }],
    ['sending no message', (out) => out.send('s2', 'hi' as never), { kind: 'bad-argument' }],
    ['sending a function', (out) => out.send('s2', { kind: 'F', f: () => 1 }), { kind: 'not-plain' }],
    ['a timer in the past', (out) => out.setTimer('t', 0), { kind: 'bad-argument' }],
    [
      'catching the error',
      (out) => {
        try {
          out.setTimer('t', -1)
        } catch {}
      },
      { kind: 'bad-argument' },
    ],
    [
      'recursion without end',
      function f(): unknown {
        return f()
      },
      { kind: 'endless' },
    ],
    [
      'a flood',
      (out) => {
        for (;;) out.send('s2', hello)
      },
      { kind: 'too-much' },
    ],
    ['executions without end', (_out, app) => forEver(() => app.execute(get)), asked],
    ['decisions without end', (_out, app) => forEver(() => app.decide(get)), asked],
    ['snapshots without end', (_out, app) => forEver(() => app.snapshot()), asked],
    [
      'restoring without end',
      (_out, app) => {
        const snapshot = app.snapshot()
        forEver(() => app.restore(snapshot))
      },
      asked,
    ],
    [
      'a long command without end',
      (_out, app) => {
        const long: Command & { key: string } = { op: 'get', key: 'x'.repeat(100_000) }
        forEver(() => app.execute(long))
      },
      {
        kind: 'too-much',
        message: 'app.execute: more than 10000000 characters of commands and snapshots in one handler',
      },
    ],
    ['sending at the end of the stack, caught', (out) => atTheEnd(() => out.send('s2', hello)), byHalf],
    ['a timer at the end of the stack, caught', (out) => atTheEnd(() => out.setTimer('t', 1)), byHalf],
    ['executing at the end of the stack, caught', (_out, app) => atTheEnd(() => app.execute(get)), byHalf],
    [
      'keeping out for later',
      (out) => {
        if (kept !== null) kept.send('s2', hello)
        kept = out
      },
      { kind: 'late' },
    ],
  ])('%s', (_name, handler, expected) => {
    const world = worldWith({ start: handler })
    const trace = world.trace(null, null)
    expect(offenceIn(trace)).toMatchObject({ handler: 'start', ...expected })
    expect(world.whyNot(invoke)).toBe('the run is over: a handler misbehaved')
  })

  test('a field that is not plain data', () => {
    const world = worldWith({
      start: (out) => out.send('s1', hello),
      receive: (_message, _from, _out, self) => {
        self['callback'] = () => 1
      },
    })
    expect(offenceIn(world.trace(null, null))).toBeUndefined()
    world.apply(deliver('s1', 's1', hello), null)
    expect(offenceIn(world.trace(null, null))).toMatchObject({ kind: 'state', handler: 'fields' })
  })
})
