import {
  unguarded,
  type Address,
  type Application,
  type Cast,
  type ClientOut,
  type Message,
  type Out,
} from '../../src/port/index.ts'
import { keyValue, type KeyValueCommand } from '../../src/services/index.ts'
import type { Setup, Step } from '../../src/trace/index.ts'
import { World } from '../../src/world/index.ts'

const setup: Setup = { lab: 'test', service: 'key-value', servers: ['s1', 's2'], clients: ['c1'] }

/** A server whose handlers are given, and a client that answers itself. */
export function worldWith(handlers: {
  start?: (out: Out, app: Application) => unknown
  receive?: (message: Message, from: Address, out: Out, self: Record<string, unknown>) => unknown
  timer?: (name: string, out: Out) => unknown
  submit?: (out: ClientOut) => unknown
}): World {
  const cast: Cast = {
    guard: unguarded,
    fixed: [],
    createFixed: () => {
      throw new Error('none')
    },
    createServer: (self, app) => {
      const node: Record<string, unknown> = { self }
      // Handlers are methods: a node's own fields are its state.
      Object.setPrototypeOf(node, {
        start: (out: Out) => handlers.start?.(out, app),
        receive: (message: Message, from: Address, out: Out) => handlers.receive?.(message, from, out, node),
        timer: (name: string, out: Out) => handlers.timer?.(name, out),
      })
      return node as never
    },
    createClient: () =>
      Object.create({
        submit: (_command: unknown, out: ClientOut) => handlers.submit?.(out),
        receive: () => {},
        timer: () => {},
      }) as never,
  }
  return new World(setup, cast, keyValue)
}

const get: KeyValueCommand = { op: 'get', key: 'x' }

export const invoke: Step = { kind: 'invoke', client: 'c1', command: get }

export function deliver(from: Address, to: Address, message: Message): Step {
  return { kind: 'deliver', from, to, message }
}
