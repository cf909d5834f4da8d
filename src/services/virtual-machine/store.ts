import type { Command } from '../../port/index.ts'
import { UnknownCommand, type Chance, type Service } from '../service.ts'

export const storeKeys = ['x', 'y', 'z', 'w'] as const

export type StoreKey = (typeof storeKeys)[number]

/**
 * What the guest serves: integers of 32 bits under a few keys, 0 where none was stored. Every command returns the
 * value that is under the key afterwards. What the last three store their input does not determine; with `value` it
 * is decided.
 */
export type StoreCommand =
  | { readonly op: 'get'; readonly key: StoreKey }
  | { readonly op: 'put'; readonly key: StoreKey; readonly value: number }
  | { readonly op: 'add'; readonly key: StoreKey; readonly value: number }
  /** The time of the machine. */
  | { readonly op: 'stamp'; readonly key: StoreKey; readonly value?: number }
  /** How many ticks of its timer the machine has seen: never fewer than what was stored there by this before. */
  | { readonly op: 'uptime'; readonly key: StoreKey; readonly value?: number }
  /** A number in 0…`randomMax`. */
  | { readonly op: 'random'; readonly key: StoreKey; readonly value?: number }

const randomMax = 0x7fff

/** `uptime` is the most ticks that were stored under the key. */
type State = { readonly [key: string]: { readonly value: number; readonly uptime: number } }

const untouched = { value: 0, uptime: 0 }

/** The guest's store as its clients see it, without the machine it runs on. */
export const guestStore: Service = {
  name: 'guest-store',
  initial: {},
  execute(state, command) {
    const known = parseStoreCommand(command)
    // A state comes from `initial` or from here.
    const values = state as State
    const old = entryOf(values, known.key)
    const value = valueAfter(old, known)
    if (known.op === 'get') return { state, result: value }
    const uptime = known.op === 'uptime' ? value : old.uptime
    return { state: { ...values, [known.key]: { value, uptime } }, result: value }
  },
  isWrite: ({ op }) => op !== 'get',
  keyOf: (command) => parseStoreCommand(command).key,
  decide(state, command, chance) {
    const known = parseStoreCommand(command)
    return isUndecided(known) ? { ...known, value: valueOf(state as State, known, chance) } : command
  },
  undecided(command) {
    const { op, key } = parseStoreCommand(command)
    return isDecidedByMachine(op) ? commandOf({ op, key }) : command
  },
  // Each returns what it stored.
  decidedBy: (command, result) => parseStoreCommand(Object.assign({}, command, { value: result })),
  draw(_tag, choose) {
    const key = choose(4) === 0 ? 'y' : 'x'
    // Numbers that hardly come twice, so that a value says who wrote it.
    const value = 1 + choose(9_999)
    const kind = choose(10)
    if (kind < 3) return commandOf({ op: 'get', key })
    if (kind < 4) return commandOf({ op: 'put', key, value })
    if (kind < 7) return commandOf({ op: 'add', key, value })
    return commandOf({ op: (['stamp', 'uptime', 'random'] as const)[choose(3)] ?? 'stamp', key })
  },
}

function commandOf(command: StoreCommand): Command {
  return command
}

function entryOf(state: State, key: StoreKey): { readonly value: number; readonly uptime: number } {
  return state[key] ?? untouched
}

type Undecided = Extract<StoreCommand, { readonly op: 'stamp' | 'uptime' | 'random' }>

function isDecidedByMachine(op: StoreCommand['op']): op is Undecided['op'] {
  return op === 'stamp' || op === 'uptime' || op === 'random'
}

function isUndecided(command: StoreCommand): command is Undecided {
  return isDecidedByMachine(command.op) && !('value' in command)
}

/** What is under the key after the command. */
function valueAfter(old: { readonly value: number; readonly uptime: number }, command: StoreCommand): number {
  switch (command.op) {
    case 'get':
      return old.value
    case 'put':
      return command.value
    case 'add':
      return (old.value + command.value) | 0
    case 'stamp':
      return decided(command)
    case 'uptime':
      return Math.max(old.uptime, decided(command))
    case 'random':
      return decided(command) & randomMax
    default:
      return command satisfies never
  }
}

function decided(command: Undecided): number {
  if (command.value !== undefined) return command.value
  throw new UnknownCommand(
    `${command.op}: expected a decided command such as { op: '${command.op}', key: 'x', value: 7 }; call decide() first`,
  )
}

function valueOf(state: State, { op, key }: Undecided, chance: Chance): number {
  switch (op) {
    case 'stamp':
      return chance.time() | 0
    case 'uptime':
      return entryOf(state, key).uptime + chance.random(3)
    case 'random':
      return chance.random(randomMax + 1)
    default:
      return op satisfies never
  }
}

/** The command that this is. Throws `UnknownCommand`. */
export function parseStoreCommand(command: Command): StoreCommand {
  const { op, key: name, value }: Readonly<Record<string, unknown>> = { ...command }
  const key = storeKeys.find((known) => known === name)
  if (key !== undefined) {
    if (op === 'get') return { op, key }
    if ((op === 'put' || op === 'add') && isWord(value)) return { op, key, value }
    if (op === 'stamp' || op === 'uptime' || op === 'random') {
      if (value === undefined) return { op, key }
      if (isWord(value)) return { op, key, value }
    }
  }
  throw new UnknownCommand(
    `expected a command of the guest's store such as { op: 'put', key: 'x', value: 7 }, with a key of ` +
      `${storeKeys.join(', ')} and an integer of 32 bits, found ${JSON.stringify(command)}`,
  )
}

function isWord(value: unknown): value is number {
  return typeof value === 'number' && (value | 0) === value
}
