import { odd, Shapes, type Copying } from './shapes.ts'

/**
 * Plain data: null, undefined, booleans, numbers, strings, arrays, plain objects, Map and Set, without cycles.
 * Everything that crosses the port is plain, so that it can be copied, compared, written down and restored.
 */

const depthMax = 64
/** Fields, elements and characters in one value. */
const sizeMax = 1_000_000

/** What the copy under way has come to. Copying is synchronous, so that one counter serves. */
let size = 0

/** Thrown where something that is not plain data is met. `path` leads to it, e.g. `.table[2].owner`. */
export class NotPlain extends Error {
  override readonly name = 'NotPlain'
  constructor(
    readonly path: string,
    readonly found: string,
  ) {
    super(
      `expected plain data (null, booleans, numbers, strings, arrays, plain objects, Map, Set), ` +
        `found ${found}${path === '' ? '' : ` at ${path}`}`,
    )
  }
}

/** A deep copy that shares no reference with `value`. Throws `NotPlain`. */
export function copyPlain<T>(value: T): T {
  // The copy has the shape of what was copied; the compiler cannot follow the recursion.
  const copied = copyQuickly(value) as T | typeof odd
  return copied === odd ? copySlowly(value) : copied
}

/** The same for what `copyPlain` returned, and nobody has changed since. */
export function copyAgain<T extends object>(copied: T): T {
  const again = copyQuicklyAgain(copied) as T | typeof odd
  return again === odd ? copySlowly(copied) : again
}

function copySlowly<T>(value: T): T {
  size = 0
  const copied = copy(value, '', 0)
  const name = typeof copied === 'object' && copied !== null ? nameOf(copied) : null
  if (typeof name === 'string') shapesNamed(name).expectOthers()
  return copied as T
}

// --- quickly: without the way to what is not plain, which `copy` finds out

const copying: Copying = { left: 0, copyOther: copyObjectQuickly }

/** By the kind of a message, the operation of a command. */
const shapesByName = new Map<string, Shapes>()
const namesMax = 100
/** Whether shapes have been forgotten: what was copied by them is not known any more. */
let isForgetful = false

function copyQuickly(value: unknown): unknown {
  copying.left = sizeMax
  if (typeof value !== 'object' || value === null) return copyValueQuickly(value, 0)
  const name = nameOf(value)
  return typeof name === 'string' ? shapesNamed(name).copy(value) : copyObjectQuickly(value, 0)
}

function copyQuicklyAgain(copied: object): unknown {
  copying.left = sizeMax
  const name = nameOf(copied)
  return typeof name === 'string' && !isForgetful ? shapesNamed(name).copyAgain(copied) : copyQuickly(copied)
}

function nameOf(value: object): unknown {
  const { kind } = value as { readonly kind?: unknown }
  return kind ?? (value as { readonly op?: unknown }).op
}

function shapesNamed(name: string): Shapes {
  const known = shapesByName.get(name)
  if (known !== undefined) return known
  if (shapesByName.size >= namesMax) {
    shapesByName.clear()
    isForgetful = true
  }
  const created = new Shapes(copying, 0, name)
  shapesByName.set(name, created)
  return created
}

function copyValueQuickly(value: unknown, depth: number): unknown {
  copying.left -= typeof value === 'string' ? value.length + 1 : 1
  if (copying.left < 0) return odd
  if (typeof value === 'object' && value !== null) return copyObjectQuickly(value, depth)
  return isScalar(value) || value === undefined ? value : odd
}

function copyObjectQuickly(value: object, depth: number): unknown {
  if (depth >= depthMax) return odd
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Array.prototype) return copyListQuickly(value as readonly unknown[], depth)
  if (prototype === Map.prototype) return copyMapQuickly(value as ReadonlyMap<unknown, unknown>, depth)
  if (prototype !== Object.prototype) return odd
  const copied: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const field = copyValueQuickly((value as Record<string, unknown>)[key], depth + 1)
    if (field === odd || key === '__proto__') return odd
    copied[key] = field
  }
  return copied
}

function copyListQuickly(list: readonly unknown[], depth: number): unknown {
  const copied: unknown[] = []
  for (let at = 0; at < list.length; at += 1) {
    const element = copyValueQuickly(list[at], depth + 1)
    // A hole is not the same as undefined.
    if (element === odd || element === undefined) return odd
    copied.push(element)
  }
  return copied
}

function copyMapQuickly(map: ReadonlyMap<unknown, unknown>, depth: number): unknown {
  const copied = new Map<unknown, unknown>()
  for (const [key, entry] of map) {
    const copiedKey = copyValueQuickly(key, depth + 1)
    const copiedEntry = copyValueQuickly(entry, depth + 1)
    if (copiedKey === odd || copiedEntry === odd) return odd
    copied.set(copiedKey, copiedEntry)
  }
  return copied
}

// --- all the rest

/** Whether `copyPlain` is sure to take it. A doubtful case is a case for `copyPlain`. */
export function isPlain(value: unknown): boolean {
  size = 0
  return isPlainWithin(value, 0)
}

function isPlainWithin(value: unknown, depth: number): boolean {
  size += typeof value === 'string' ? value.length + 1 : 1
  if (size > sizeMax || depth >= depthMax) return false
  if (typeof value !== 'object' || value === null) return isScalar(value) || value === undefined
  if (Array.isArray(value))
    return value.length <= sizeMax && value.every((element) => isPlainWithin(element, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Map.prototype) {
    for (const [key, entry] of value as ReadonlyMap<unknown, unknown>) {
      if (!isPlainWithin(key, depth + 1) || !isPlainWithin(entry, depth + 1)) return false
    }
    return true
  }
  if (prototype === Set.prototype) {
    for (const element of value as ReadonlySet<unknown>) if (!isPlainWithin(element, depth + 1)) return false
    return true
  }
  if (prototype !== Object.prototype && prototype !== null) return false
  for (const key of Object.keys(value)) {
    if (!isPlainWithin((value as Record<string, unknown>)[key], depth + 1)) return false
  }
  return true
}

function copy(value: unknown, path: string, depth: number): unknown {
  grow(1)
  switch (typeof value) {
    case 'string':
      grow(value.length)
      return value
    case 'number':
    case 'boolean':
    case 'undefined':
      return value
    case 'object':
      return value === null ? null : copyObject(value, path, depth)
    default:
      throw new NotPlain(path, describe(value))
  }
}

function isScalar(value: unknown): boolean {
  return (
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
  )
}

function grow(by: number): void {
  size += by
  if (size > sizeMax) throw new NotPlain('', `more than ${sizeMax} fields, elements and characters`)
}

function copyObject(value: object, path: string, depth: number): unknown {
  if (depth >= depthMax) throw new NotPlain(path, `a cycle, or data more than ${depthMax} deep`)
  if (Array.isArray(value)) return copyList(value, path, depth)
  if (value instanceof Map) {
    const copied = new Map<unknown, unknown>()
    for (const [key, entry] of value) {
      copied.set(copy(key, `${path}.key`, depth + 1), copy(entry, `${path}.get(${String(key)})`, depth + 1))
    }
    return copied
  }
  if (value instanceof Set) {
    const copied = new Set<unknown>()
    for (const element of value) copied.add(copy(element, `${path}.element`, depth + 1))
    return copied
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new NotPlain(path, describe(value))
  return copyFields(value, path, depth)
}

/** Element by element, and a hole stays one: `map` would ask the list what to put the copies into. */
function copyList(list: readonly unknown[], path: string, depth: number): unknown {
  grow(list.length)
  const copied: unknown[] = []
  copied.length = list.length
  for (let at = 0; at < copied.length; at += 1)
    if (at in list) copied[at] = copy(list[at], `${path}[${at}]`, depth + 1)
  return copied
}

function copyFields(value: object, path: string, depth: number): unknown {
  const copied: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const field: unknown = (value as Record<string, unknown>)[key]
    // A path is spelt out only where it is needed: this runs for every message.
    const copiedField = isScalar(field) ? copy(field, '', 0) : copy(field, `${path}.${key}`, depth + 1)
    if (key === '__proto__')
      Object.defineProperty(copied, key, {
        value: copiedField,
        enumerable: true,
        writable: true,
        configurable: true,
      })
    else copied[key] = copiedField
  }
  return copied
}

function describe(value: unknown): string {
  if (typeof value === 'function') return `a function${value.name === '' ? '' : ` (${value.name})`}`
  if (typeof value !== 'object' || value === null) return `a ${typeof value}`
  const constructor: unknown = (value as { constructor?: unknown }).constructor
  return `an instance of ${typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'a class'}`
}
