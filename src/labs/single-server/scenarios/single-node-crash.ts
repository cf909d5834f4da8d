import type { Moment, Occasion, Operation } from '../../../schedule/index.ts'
import type { Scenario } from '../../scenario.ts'

const first = finished(1)
const second = finished(2)

function finished(nth: number): Occasion {
  return { when: { on: 'finished', client: 'c1' }, nth, plusMs: 0 }
}

function call(
  client: string,
  command: { readonly op: string; readonly key: string; readonly value?: string },
  at: Moment,
): Operation {
  return { client, command, at }
}

export const singleNodeCrash: Scenario = {
  name: 'single-node-crash',
  title: 'The only server dies',
  slide: '4–5',
  rule: 'One crash of a single server loses everything: this is why we replicate.',
  lab: 'single-server',
  story:
    'The server answers two writes; the reply to the second is lost, so that the client asks again, and ' +
    'is told the same result. Then the server dies. A read that comes afterwards is never answered, and ' +
    'the client may not make up an answer. Nothing better can be done with one server.',
  plan: {
    setup: { lab: 'single-server', service: 'key-value', servers: ['s1'], clients: ['c1', 'c2'] },
    scheduler: {
      kind: 'timed',
      latencyMs: { min: 1, max: 3 },
      faults: [
        { kind: 'drop', message: { kind: 'Reply', from: 's1', to: 'c1', nth: 2 } },
        { kind: 'crash', node: 's1', at: second },
      ],
      stormMs: 1_500,
      settleMs: 250,
      calmMs: 5_000,
    },
    seed: 1,
    operations: [
      call('c1', { op: 'append', key: 'x', value: 'a' }, { ms: 10 }),
      call('c1', { op: 'append', key: 'x', value: 'b' }, first),
      call('c2', { op: 'get', key: 'x' }, { ...second, plusMs: 20 }),
    ],
  },
  expects: {
    kind: 'stuck',
    name: 'stuck-no-backup',
    marks: ['write acknowledged', 'retry', 'crash'],
    occasions: { 'the second write is acknowledged': second },
  },
}
