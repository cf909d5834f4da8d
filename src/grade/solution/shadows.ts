import { format } from 'node:util'
import { bans, harmless, unlistedBan, type Ban } from './globals.ts'
import type { Watch } from './watch.ts'

/** Takes what a solution writes to its console; null drops it. */
export type Print = ((line: string) => void) | null

/** What stands in a solution for the globals that a node may not touch, by name. */
export function shadowsOf({ forbid }: Watch, print: Print): ReadonlyMap<string, unknown> {
  const shadows = new Map<string, unknown>()
  for (const name of [...Object.keys(bans), ...Object.getOwnPropertyNames(globalThis)]) {
    if (harmless.has(name) || !/^[A-Za-z_$][\w$]*$/.test(name)) continue
    shadows.set(name, banned(name, bans[name] ?? unlistedBan, forbid))
  }
  shadows.set('Math', mathWithoutChance(forbid))
  shadows.set('console', quietConsole(print))
  const whole = globalObject(shadows, forbid)
  for (const name of ['globalThis', 'global', 'self', 'window']) shadows.set(name, whole)
  return shadows
}

type Forbid = Watch['forbid']

/** Any use of it is forbidden, except to ask whether a value is one of its instances. */
function banned(name: string, { offence, advice }: Ban, forbid: Forbid): unknown {
  const no = (use: string): never => forbid(offence, `${use}: ${advice}`)
  const real = (globalThis as Record<string, unknown>)[name]
  const member = (key: string | symbol): string => {
    const isMethod =
      real !== undefined && typeof (real as Record<string | symbol, unknown>)[key] === 'function'
    return `${name}.${String(key)}${isMethod ? '()' : ''}`
  }
  // A function, so that it can be called and constructed.
  return new Proxy(function () {}, {
    get: (_target, key) => (key === Symbol.hasInstance ? () => false : no(member(key))),
    set: (_target, key) => no(`${name}.${String(key)} = …`),
    has: () => no(name),
    deleteProperty: () => no(`delete ${name}.…`),
    defineProperty: () => no(name),
    getOwnPropertyDescriptor: () => no(name),
    getPrototypeOf: () => no(name),
    ownKeys: () => no(name),
    apply: () => no(`${name}()`),
    construct: () => no(`new ${name}()`),
  })
}

function mathWithoutChance(forbid: Forbid): unknown {
  const { offence, advice } = bans['crypto'] ?? unlistedBan
  const math: object = Object.create(Object.prototype, Object.getOwnPropertyDescriptors(Math))
  return Object.defineProperty(math, 'random', {
    value: () => forbid(offence, `Math.random(): ${advice}`),
  })
}

function quietConsole(print: Print): unknown {
  const write = (...args: readonly unknown[]): void => print?.(format(...args))
  return Object.fromEntries(
    Object.entries(console).map(([name, value]) => [name, typeof value === 'function' ? write : undefined]),
  )
}

/** `globalThis`: what is harmless can be read, and nothing can be kept there. */
function globalObject(shadows: ReadonlyMap<string, unknown>, forbid: Forbid): unknown {
  const no = (key: string | symbol): never =>
    forbid(
      'not-plain',
      `globalThis.${String(key)} = …: nodes share nothing; keep the state of a node in its fields`,
    )
  const read = (key: string | symbol): unknown => {
    if (typeof key === 'string' && shadows.has(key)) return shadows.get(key)
    return typeof key === 'string' && harmless.has(key)
      ? (globalThis as Record<string, unknown>)[key]
      : undefined
  }
  return new Proxy(Object.create(null) as object, {
    get: (_target, key) => read(key),
    has: (_target, key) => read(key) !== undefined,
    set: (_target, key) => no(key),
    defineProperty: (_target, key) => no(key),
    deleteProperty: (_target, key) => no(key),
  })
}
