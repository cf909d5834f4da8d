import { copyPlain, encodePlain, Forbidden, NotPlain, type Application } from '../port/index.ts'

/** The fields of a node as they were, apart from the harness's application, which is kept by its snapshot. */
export interface KeptFields {
  /** In the order of the node's own fields. */
  readonly fields: readonly (readonly [name: string, value: Field])[]
  /** Equal text: nothing that a handler does can tell the two apart. */
  readonly text: string
}

type Field = { readonly kind: 'application' } | { readonly kind: 'plain'; readonly value: unknown }

/**
 * Takes a copy. What a handler can see is kept: the order of fields and entries, and which parts are one and the same
 * object. Throws `Forbidden` for a field that the harness cannot save.
 */
export function keepFields(node: object, app: Application | null): KeptFields {
  for (const key of Reflect.ownKeys(node)) {
    if (typeof key === 'string' && Object.prototype.propertyIsEnumerable.call(node, key)) continue
    throw new Forbidden(
      'state',
      `the field \`${String(key)}\` is hidden: the harness cannot save and restore it`,
    )
  }
  const names = Object.keys(node)
  // Together, so that parts which two fields share stay shared.
  const values = names.map((name) => plainField(name, (node as Record<string, unknown>)[name], app))
  const copies = copyShared(values, new Map()) as unknown[]
  const fields = names.map((name, i): [string, Field] => {
    const value = copies[i]
    return [name, isApplication(node, name, app) ? { kind: 'application' } : { kind: 'plain', value }]
  })
  return { fields, text: `${encodePlain([names, copies])}${hiddenShape(copies)}` }
}

function isApplication(node: object, name: string, app: Application | null): boolean {
  return app !== null && (node as Record<string, unknown>)[name] === app
}

function plainField(name: string, value: unknown, app: Application | null): unknown {
  if (app !== null && value === app) return null
  try {
    copyPlain(value)
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error
    throw new Forbidden(
      'state',
      `the field \`${name}\`: ${error.message}; the harness must be able to save and restore a node`,
    )
  }
  return value
}

export function restoreFields(
  node: object,
  { fields }: Pick<KeptFields, 'fields'>,
  app: Application | null,
): void {
  const target = node as Record<string, unknown>
  for (const name of Object.keys(target)) delete target[name]
  const kept = fields.map(([, field]) => (field.kind === 'plain' ? field.value : null))
  const values = copyShared(kept, new Map()) as unknown[]
  fields.forEach(([name, { kind }], i) => {
    target[name] = kind === 'application' ? app : values[i]
  })
}

/** A copy in which what was one object is one object, and what had no prototype has none. */
function copyShared(value: unknown, copies: Map<object, object>): unknown {
  if (typeof value !== 'object' || value === null) return value
  const known = copies.get(value)
  if (known !== undefined) return known
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>()
    copies.set(value, copy)
    for (const [key, entry] of value) copy.set(copyShared(key, copies), copyShared(entry, copies))
    return copy
  }
  if (value instanceof Set) {
    const copy = new Set<unknown>()
    copies.set(value, copy)
    for (const element of value) copy.add(copyShared(element, copies))
    return copy
  }
  const copy = emptyAs(value)
  copies.set(value, copy)
  for (const key of Object.keys(value)) {
    const field = copyShared((value as Record<string, unknown>)[key], copies)
    // What all objects have, `__proto__` for one, is not assigned as a field of one's own.
    if (key in copy) Object.defineProperty(copy, key, { ...ownField, value: field })
    else copy[key] = field
  }
  // It may end in places with nothing in them.
  if (Array.isArray(value)) copy['length'] = value.length
  return copy
}

const ownField = { enumerable: true, writable: true, configurable: true }

function emptyAs(value: object): Record<string, unknown> {
  if (Array.isArray(value)) return [] as unknown as Record<string, unknown>
  const prototype = Object.getPrototypeOf(value) as object | null
  return prototype === Object.prototype ? {} : (Object.create(prototype) as Record<string, unknown>)
}

/**
 * What the text of plain data does not say: which objects are reached again, which have no prototype, and what a list has
 * besides its elements.
 */
function hiddenShape(root: unknown): string {
  const seen = new Map<object, number>()
  let visits = 0
  let text = ''
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    visits += 1
    const known = seen.get(value)
    if (known !== undefined) {
      text += `=${visits}:${known}`
      return
    }
    seen.set(value, visits)
    if (Object.getPrototypeOf(value) === null) text += `~${visits}`
    if (Array.isArray(value)) text += besidesElements(value)
    if (value instanceof Map) for (const pair of value) pair.forEach(visit)
    else if (value instanceof Set) value.forEach(visit)
    else Object.values(value).forEach(visit)
  }
  visit(root)
  return text
}

/** Such as the `index` of what `exec` has found. Most lists have nothing of the kind. */
function besidesElements(list: readonly unknown[]): string {
  const keys = Object.keys(list)
  if (keys.length === list.length) return ''
  const others = keys.filter((key) => !/^\d+$/.test(key))
  return others.length === 0 ? '' : `+${encodePlain(others.map((key) => [key, Reflect.get(list, key)]))}`
}
