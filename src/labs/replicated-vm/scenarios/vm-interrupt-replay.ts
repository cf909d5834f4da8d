import type { Operation } from '../../../schedule/index.ts'
import type { Scenario } from '../../scenario.ts'
import { crash, finished, inTurn } from '../../script.ts'
import { call, planOf } from './script.ts'

const clients = ['c1', 'c2', 'c3'] as const
const rounds = 4

/** Packets of three clients that come thick and fast, so that many an interrupt hits the machine in its work. */
const busy: readonly Operation[] = clients.flatMap((client, i) =>
  Array.from({ length: rounds }, (_, round) => [
    call(client, { op: 'add', key: 'y', value: i + 1 }, { ms: 95 + 2 * i + 5 * round }),
    call(client, { op: round % 2 === 0 ? 'random' : 'stamp', key: 'x' }, { ms: 95 + 2 * i + 5 * round }),
  ]).flat(),
)

const last = { ...finished('c1'), nth: 2 * rounds }
const dead = { ...last, plusMs: 400 }

export const vmInterruptReplay: Scenario = {
  name: 'vm-interrupt-replay',
  title: 'An interrupt hits the same instruction at the backup',
  slide: '44, 46',
  rule: 'The state depends on the input only: what came, and at which instruction it hit (deterministic replay).',
  lab: 'replicated-vm',
  story:
    'Three clients keep the machine of the primary (s1) busy, so that packets and ticks interrupt it in its work. They ask ' +
    'for the time, and for random numbers, which the guest makes of the instructions that its timer hits. Then s1 dies, ' +
    'and the clients read what was written. The machine of the backup (s2) has it only if it was interrupted where the ' +
    'machine of s1 was, to the instruction.',
  plan: planOf({
    clients: [...clients],
    faults: [crash('s1', dead)],
    operations: [
      ...busy,
      call('c1', { op: 'get', key: 'x' }, dead),
      call('c2', { op: 'get', key: 'y' }, dead),
      call('c3', { op: 'random', key: 'x' }, inTurn(dead, finished('c1'))),
    ],
    overAt: inTurn(dead, finished('c1'), finished('c3')),
  }),
  expects: {
    kind: 'survives',
    marks: [
      'interrupt replayed',
      'timestamp replayed',
      'concurrent calls',
      'failover',
      'read answered',
      'crash',
    ],
    occasions: { 'all is answered': inTurn(dead, finished('c1'), finished('c3')) },
  },
}
