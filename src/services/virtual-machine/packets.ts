import type { Command } from '../../port/index.ts'
import { UnknownCommand } from '../service.ts'
import { parseStoreCommand, storeKeys, type StoreCommand } from './store.ts'

/** What the guest calls its operations. */
const operations = { get: 1, put: 2, add: 3, stamp: 4, uptime: 5, random: 6 } as const satisfies Record<
  StoreCommand['op'],
  number
>

/** The guest knows the clients 1 to 8. */
export const guestClientsMax = 8

/**
 * The packet with which a client asks the guest: client, sequence, operation, key, argument. The sequence begins
 * at 1 and is one more for each new command; the same command asked again has the same. Throws `UnknownCommand`.
 */
export function packetOf(
  client: number,
  sequence: number,
  command: Command | StoreCommand,
): readonly number[] {
  if (!(Number.isInteger(client) && client >= 1 && client <= guestClientsMax)) {
    throw new RangeError(`expected a client from 1 to ${guestClientsMax}, found ${client}`)
  }
  if (!(Number.isInteger(sequence) && sequence >= 1 && sequence < 2 ** 31)) {
    throw new RangeError(`expected a sequence of at least 1, found ${sequence}`)
  }
  const known = parseStoreCommand(command)
  return [client, sequence, operations[known.op], storeKeys.indexOf(known.key), argumentOf(known)]
}

function argumentOf(command: StoreCommand): number {
  if (command.op === 'get') return 0
  if (command.op === 'put' || command.op === 'add') return command.value
  if (command.value === undefined) return 0
  throw new UnknownCommand(
    `expected a command as a client invokes it, found ${JSON.stringify(command)}: what it returns is for the guest to say`,
  )
}

/** A reply of the guest. */
export interface GuestReply {
  readonly client: number
  readonly sequence: number
  readonly result: number
}

/** Null where the packet is no reply of the guest. */
export function resultOf(packet: readonly number[]): GuestReply | null {
  const [client, sequence, operation, result] = packet
  if (client === undefined || sequence === undefined || operation === undefined || result === undefined) {
    return null
  }
  return packet.length === 4 ? { client, sequence, result } : null
}
