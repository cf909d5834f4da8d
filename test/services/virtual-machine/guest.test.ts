import { describe, expect, test } from 'vitest'
import {
  packetOf,
  resultOf,
  virtualMachine,
  type GuestReply,
  type MachineCommand,
  type StoreCommand,
} from '../../../src/services/index.ts'
import { boot, guest } from '../../../src/services/virtual-machine/index.ts'
import { after, begin, packet, text, tick, untilCount, type Run } from './host.ts'

const booted = after(begin(boot(guest)), [untilCount(1_000)])

function asked(client: number, sequence: number, command: StoreCommand): MachineCommand {
  return packet(...packetOf(client, sequence, command))
}

function replies({ outputs }: Run): readonly (GuestReply | null)[] {
  return outputs.flatMap(({ device, words }) => (device === 'network' ? [resultOf(words)] : []))
}

function lines({ outputs }: Run): readonly string[] {
  return outputs.flatMap(({ device, words }) => (device === 'console' ? [text(words)] : []))
}

describe('the guest', () => {
  test('waits for requests when it has booted', () => {
    expect(booted.progress.stopped).toBe('idle')
    expect(lines(booted)).toEqual(['ready'])
    expect(virtualMachine.initial).toEqual(boot(guest))
  })

  test('serves each operation', () => {
    const commands: readonly StoreCommand[] = [
      { op: 'get', key: 'w' },
      { op: 'put', key: 'w', value: -5 },
      { op: 'add', key: 'w', value: 7 },
      { op: 'get', key: 'w' },
      { op: 'uptime', key: 'w' },
      { op: 'get', key: 'w' },
    ]
    const run = after(booted, [
      tick(),
      ...commands.flatMap((command, i) => [asked(1, i + 1, command), untilCount(9_999)]),
    ])
    expect(replies(run).map((reply) => reply?.result)).toEqual([0, -5, 2, 2, 1, 1])
  })

  test('stores the time that the machine is told', () => {
    const run = after(booted, [asked(2, 1, { op: 'stamp', key: 'y' }), untilCount(9_999)])
    expect(run.progress.stopped).toBe('timestamp')
    const told = after(run, [
      { op: 'timestamp', value: 77 },
      untilCount(9_999),
      asked(1, 1, { op: 'get', key: 'y' }),
      untilCount(9_999),
    ])
    expect(replies(told)).toEqual([
      { client: 2, sequence: 1, result: 77 },
      { client: 1, sequence: 1, result: 77 },
    ])
  })
})
