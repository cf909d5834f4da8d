import { describe, expect, test } from 'vitest'
import { marksOf } from '../../src/labs/replicated-vm/marks.ts'
import { Client } from '../../src/labs/replicated-vm/outside/client.ts'
import { Disk } from '../../src/labs/replicated-vm/outside/disk.ts'
import { Switch } from '../../src/labs/replicated-vm/outside/switch.ts'
import { replicatedVmScenarios } from '../../src/labs/replicated-vm/scenarios/index.ts'
import type { ClientOut, Command, Message, Result } from '../../src/port/index.ts'
import { packetOf, type StoreCommand } from '../../src/services/index.ts'
import { playSubject } from '../../src/hunt/index.ts'
import { subjectOfRow } from '../mutants/hunting.ts'
import reference from '../../src/reference/replicated-vm/index.ts'

/** What a node did, in order. */
class Notes implements ClientOut {
  readonly sent: { readonly to: string; readonly message: Message }[] = []
  readonly timers = new Set<string>()
  readonly results: Result[] = []

  send(to: string, message: Message): void {
    this.sent.push({ to, message })
  }
  setTimer(name: string): void {
    this.timers.add(name)
  }
  cancelTimer(name: string): void {
    this.timers.delete(name)
  }
  finish(result: Result): void {
    this.results.push(result)
  }
}

function message(fields: Message & { readonly [field: string]: unknown }): Message {
  return fields
}

function store(command: StoreCommand): Command {
  return command
}

describe('the disk', () => {
  test('is held by the first who asks, for ever, and says so to everyone', () => {
    const disk = new Disk()
    const out = new Notes()
    for (const from of ['s2', 's1', 's2']) disk.receive({ kind: 'TestAndSet' }, from, out)
    const result = { kind: 'TestAndSetResult', holder: 's2' }
    expect(out.sent).toEqual(['s2', 's1', 's2'].map((to) => ({ to, message: result })))
  })

  test('does not answer anything else', () => {
    const out = new Notes()
    new Disk().receive({ kind: 'Log' }, 's1', out)
    expect(out.sent).toEqual([])
  })
})

describe('the switch', () => {
  const asked = message({ kind: 'Packet', client: 'c2', sequence: 3, words: [2, 3, 1, 0, 0] })
  const answer = message({ kind: 'Release', number: 1, device: 'network', words: [2, 3, 1, 42] })

  test('hands a packet to both servers, and an answer to the client that it names', () => {
    const network = new Switch()
    const out = new Notes()
    network.receive(asked, 'c2', out)
    network.receive(answer, 's1', out)
    const reply = { kind: 'Packet', client: 'c2', sequence: 3, words: [2, 3, 1, 42] }
    expect(out.sent).toEqual([
      { to: 's1', message: asked },
      { to: 's2', message: asked },
      { to: 'c2', message: reply },
    ])
  })

  test('drops what is for nobody: the console, strangers, nonsense', () => {
    const network = new Switch()
    const out = new Notes()
    network.receive(answer, 's1', out)
    network.receive(asked, 'c2', new Notes())
    network.receive(
      message({ kind: 'Release', number: 1, device: 'console', words: [2, 3, 1, 42] }),
      's1',
      out,
    )
    for (const words of [undefined, 'words', [1], [9, 1, 1, 1]]) {
      network.receive(message({ kind: 'Release', number: 2, device: 'network', words }), 's1', out)
    }
    network.receive({ kind: 'Rumour' }, 's1', out)
    expect(out.sent).toEqual([])
  })
})

describe('a client', () => {
  const reply = (sequence: number, value: number): Message =>
    message({ kind: 'Packet', client: 'c1', sequence, words: [1, sequence, 3, value] })

  test('asks until it is answered, and takes the first answer to its call', () => {
    const client = new Client('c1', 'switch')
    const out = new Notes()
    const command = store({ op: 'add', key: 'x', value: 5 })
    client.submit(command, out)
    client.timer('retry', out)
    const words = packetOf(1, 1, command)
    const packet = { to: 'switch', message: { kind: 'Packet', client: 'c1', sequence: 1, words } }
    expect(out.sent).toEqual([packet, packet])
    client.receive(reply(2, 9), 'switch', out)
    expect(out.results).toEqual([])
    client.receive(reply(1, 5), 'switch', out)
    client.receive(reply(1, 6), 'switch', out)
    expect(out.results).toEqual([5])
    expect([...out.timers]).toEqual([])
  })

  test('counts its calls', () => {
    const client = new Client('c1', 'switch')
    const out = new Notes()
    client.submit(store({ op: 'get', key: 'x' }), out)
    client.receive(reply(1, 0), 'switch', out)
    client.submit(store({ op: 'get', key: 'x' }), out)
    client.receive(reply(1, 0), 'switch', out)
    expect(out.results).toEqual([0])
    client.receive(reply(2, 0), 'switch', out)
    expect(out.results).toEqual([0, 0])
  })
})

describe('marks', () => {
  const subject = subjectOfRow({ lab: 'replicated-vm', service: 'virtual-machine', solution: reference })
  const seenIn = (name: string): ReadonlySet<string> => {
    const scenario = replicatedVmScenarios.find((each) => each.name === name)
    if (scenario === undefined) throw new Error(`no scenario ${name}`)
    return marksOf(playSubject(subject, { kind: 'plan', plan: scenario.plan }))
  }

  test('of a failover', () => {
    const marks = seenIn('vm-interrupt-replay')
    for (const mark of [
      'interrupt replayed',
      'interrupt in the middle of work',
      'timestamp replayed',
      'output after acknowledgement',
      'failover',
      'concurrent calls',
      'crash',
    ]) {
      expect(marks).toContain(mark)
    }
    expect(marks).not.toContain('primary alone')
    expect(marks).not.toContain('test-and-set lost')
  })

  test('of a primary that is left alone', () => {
    const marks = seenIn('vm-backup-dies')
    expect(marks).toContain('primary alone')
    for (const mark of ['failover', 'output repeated', 'test-and-set lost']) expect(marks).not.toContain(mark)
  })

  test('of two that want to go on alone', () => {
    const marks = seenIn('vm-split-brain')
    expect(marks).toContain('test-and-set lost')
    expect(marks).not.toContain('crash')
  })
})
