import { formatWithOptions } from 'node:util'
import { copyPlain } from '../../port/index.ts'
import { bans, harmless, namesOfGlobalObject, unlistedBan, type Ban } from './globals.ts'
import type { Realm } from './realm.ts'
import type { Watch } from './watch.ts'

/** Takes what a solution writes to its console; null drops it. */
export type Print = ((line: string) => void) | null

/**
 * What a solution has for globals, by name: what is harmless, and stand-ins for what a node may not touch. Nothing of it
 * can be changed, since nodes would share the change.
 */
export function shadowsOf({ forbid }: Watch, print: Print, realm: Realm): ReadonlyMap<string, unknown> {
  const shadows = new Map<string, unknown>()
  for (const name of harmless) if (Object.hasOwn(realm.globals, name)) shadows.set(name, realm.globals[name])
  for (const name of [...Object.keys(bans), ...Object.getOwnPropertyNames(globalThis)]) {
    // `eval` cannot be the name of a parameter: a realm sees to it.
    if (harmless.has(name) || name === 'eval' || !/^[A-Za-z_$][\w$]*$/.test(name)) continue
    shadows.set(name, banned(name, bans[name] ?? unlistedBan, forbid))
  }
  shadows.set('Math', mathWithoutChance(forbid))
  shadows.set(
    'structuredClone',
    Object.freeze((value: unknown) => copyPlain(value)),
  )
  shadows.set('console', quietConsole(print))
  const whole = globalObject(shadows, forbid)
  for (const name of namesOfGlobalObject) shadows.set(name, whole)
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
  return new Proxy(
    Object.freeze(function () {}),
    {
      get: (_target, key) => (key === Symbol.hasInstance ? () => false : no(member(key))),
      set: (_target, key) => no(`${name}.${String(key)} = …`),
      has: () => no(name),
      deleteProperty: () => no(`delete ${name}.…`),
      defineProperty: () => no(name),
      getOwnPropertyDescriptor: () => no(name),
      getPrototypeOf: () => no(name),
      ownKeys: () => no(name),
      setPrototypeOf: () => no(name),
      apply: () => no(`${name}()`),
      construct: () => no(`new ${name}()`),
    },
  )
}

function mathWithoutChance(forbid: Forbid): unknown {
  const { offence, advice } = bans['crypto'] ?? unlistedBan
  const random = Object.freeze(() => forbid(offence, `Math.random(): ${advice}`))
  const descriptors = { ...Object.getOwnPropertyDescriptors(Math), random: { value: random } }
  return Object.freeze(Object.create(Object.prototype, descriptors))
}

function quietConsole(print: Print): unknown {
  // Objects may bring functions that are called to show them, with functions of ours: they are not.
  const text = (args: readonly unknown[]): string => formatWithOptions({ customInspect: false }, ...args)
  const write = Object.freeze((...args: readonly unknown[]): void => print?.(text(args)))
  return Object.freeze(
    Object.fromEntries(
      Object.entries(console).map(([name, value]) => [name, typeof value === 'function' ? write : undefined]),
    ),
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
    return typeof key === 'string' ? shadows.get(key) : undefined
  }
  return new Proxy(Object.create(null) as object, {
    get: (_target, key) => read(key),
    has: (_target, key) => read(key) !== undefined,
    set: (_target, key) => no(key),
    defineProperty: (_target, key) => no(key),
    deleteProperty: (_target, key) => no(key),
  })
}
