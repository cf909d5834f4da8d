import { describe, it } from 'vitest'
import { linearizable } from '../../properties/linearizable.ts'
import type { Output } from '../../src/services/index.ts'
import type { Effect, Trace } from '../../src/trace/index.ts'
import { expectHolds, expectViolated } from './expectations.ts'
import { deliver, finished, invoke, timer, trace, type Part } from './trace-builder.ts'

/* A guest decides out of sight of its host: what the time was, say. Its answers tell, whether or not they arrive. */

const judgement = linearizable([])

function hosted(...parts: readonly Part[]): Trace {
  const setup = {
    lab: 'replicated-vm',
    service: 'virtual-machine',
    servers: ['s1', 's2'],
    clients: ['c1', 'c2'],
  }
  return { ...trace(...parts), setup }
}

/** The machine has made this answer to the call of that number. */
function answered(server: string, client: number, sequence: number, value: number): Part {
  const output: Output = { number: 1, count: 9, device: 'network', words: [client, sequence, 4, value] }
  const result = { count: 9, stopped: 'idle', outputs: [output], digest: 1 }
  const effect: Effect = {
    kind: 'executed',
    node: server,
    command: { op: 'run' },
    result,
    write: true,
    times: 1,
  }
  return timer(server, 'slice', effect)
}

function returned(client: string, value: number): Part {
  return deliver('switch', client, { kind: 'Packet' }, finished(client, value))
}

function call(client: string, op: string): Part {
  const command = { op, key: 'x' }
  return invoke(client, command)
}

const stamp = call('c1', 'stamp')
const read = call('c2', 'get')

describe('what a guest has decided', () => {
  it('is what it has answered', () => {
    expectHolds(
      judgement,
      hosted(stamp, answered('s1', 1, 1, 700), returned('c1', 700), read, returned('c2', 700)),
    )
    expectViolated(
      judgement,
      hosted(stamp, answered('s1', 1, 1, 700), returned('c1', 701)),
      'not-linearizable',
    )
  })

  it('may be seen by others before the client is told', () => {
    expectHolds(judgement, hosted(stamp, answered('s1', 1, 1, 700), read, returned('c2', 700)))
    expectHolds(judgement, hosted(stamp, answered('s1', 1, 1, 700), read, returned('c2', 0)))
    expectViolated(
      judgement,
      hosted(stamp, answered('s1', 1, 1, 700), read, returned('c2', 701)),
      'not-linearizable',
    )
  })

  it('is one thing for all: who was told one time does not find another', () => {
    const twice = [stamp, answered('s1', 1, 1, 700), answered('s2', 1, 1, 800), returned('c1', 700)]
    expectHolds(judgement, hosted(twice, read, returned('c2', 700)))
    expectViolated(judgement, hosted(twice, read, returned('c2', 800)), 'not-linearizable')
  })
})
