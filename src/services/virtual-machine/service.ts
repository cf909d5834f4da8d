import type { Command } from '../../port/index.ts'
import type { Answer, Chance, Service } from '../service.ts'
import { execute, parse } from './commands.ts'
import { guest } from './guest.ts'
import { boot, type MachineCommand, type MachineState, type Output, type Progress } from './machine.ts'
import { packetOf, resultOf } from './packets.ts'
import { guestStore } from './store.ts'

/** Instructions that a host lets its machine execute at a time, at most. */
const sliceInstructionsMax = 120

/**
 * The machine with its guest, as what is replicated. Commands are what a host can do with it; the result of each is
 * a `Progress`. How far a host lets its machine run, and what the time is, each host decides for itself.
 * Source: CS 452 Primary/Backup, slides 43–46; Scales, Nelson, Venkitachalam, The Design of a Practical System for
 * Fault-Tolerant Virtual Machines, 2010.
 */
export const virtualMachine: Service = {
  name: 'virtual-machine',
  initial: boot(guest),
  // A state comes from `initial` or from `execute`.
  execute: (state, command) => execute(state as MachineState, command),
  isWrite: () => true,
  keyOf: () => 'machine',
  decide: (state, command, chance) => decide(state as MachineState, command, chance),
  draw: (_tag, choose) => commandOf(choose),
  seen: guestStore,
  answers: (result) => (result as Progress).outputs.flatMap(answersIn),
}

/** Client 1 is the node c1, and so on. */
function answersIn({ device, words }: Output): readonly Answer[] {
  const reply = device === 'network' ? resultOf(words) : null
  return reply === null ? [] : [{ client: `c${reply.client}`, number: reply.sequence, result: reply.result }]
}

function decide({ count }: MachineState, command: Command, chance: Chance): Command {
  const known = parse(command)
  if (known.op === 'run' && known.until === undefined) {
    return machineCommand({ op: 'run', until: count + 1 + chance.random(sliceInstructionsMax) })
  }
  if (known.op === 'timestamp' && known.value === undefined) {
    return machineCommand({ op: 'timestamp', value: chance.time() | 0 })
  }
  return command
}

function commandOf(choose: (n: number) => number): Command {
  const kind = choose(4)
  if (kind < 2) return machineCommand({ op: 'run' })
  if (kind < 3) return machineCommand({ op: 'interrupt', interrupt: { device: 'timer' } })
  const words = packetOf(1 + choose(3), 1 + choose(9), guestStore.draw('', choose))
  return machineCommand({ op: 'interrupt', interrupt: { device: 'network', words } })
}

function machineCommand(command: MachineCommand): Command {
  return command
}
