/**
 * Copies of plain objects that come again and again with the same fields: messages and commands. For each list of keys
 * a function is made that looks whether an object has these and no others, and copies it field by field. That is some
 * five times as fast as a loop over the keys, and a world copies two messages at every step.
 *
 * Nothing depends on it: what does not fit goes back as `odd`, and is copied key by key.
 */

/** Stands for: not copied, since something about the value is not as expected. */
export const odd: unique symbol = Symbol('odd')

/** What the copies of one family of shapes share. */
export interface Copying {
  /** Fields, elements and characters that may still be copied. */
  left: number
  /** Copies what has no shape that comes again: tables, lists, sets. */
  readonly copyOther: (value: object, depth: number) => unknown
}

/** Copies objects of one shape. */
interface CopyShape {
  /** A copy, or `odd`, or, where the object has other keys, undefined. */
  readonly copy: (value: object) => unknown
  /** A copy of what is sure to have these keys, or `odd`. */
  readonly copyAgain: (value: object) => unknown
}

/** Messages and commands nest less deep; what does is copied otherwise. */
const depthMax = 6
/** So many lists of keys are known of one field at a time. */
const shapesMax = 4
/** So many objects of other shapes, and those known are forgotten. */
const missesMax = 1_000
/** Objects with more fields are tables, not messages. */
const keysMax = 24

/** The shapes of what comes in one field, or under one name. */
export class Shapes {
  #copies: CopyShape[] = []
  #misses = 0
  /** The shape of all objects that have come so far; null where there were others, or none. */
  #only: CopyShape | null = null
  #hasOthers = false

  constructor(
    readonly copying: Copying,
    readonly depth: number,
    /** What is in their field `kind`, or else `op`; null where that may be anything. */
    readonly name: string | null = null,
  ) {}

  /** A copy, or `odd`. */
  copy(value: object): unknown {
    for (const shape of this.#copies) {
      const copied = shape.copy(value)
      if (copied !== undefined) return copied
    }
    const isFirst = this.#copies.length === 0 && !this.#hasOthers
    this.expectOthers()
    const shape = this.#learn(value)
    const copied = shape?.copy(value)
    if (isFirst && shape !== null && copied !== undefined) this.#only = shape
    return copied ?? this.copying.copyOther(value, this.depth)
  }

  /** The same for what came out of `copy`: where there is one shape only, nothing needs to be looked at again. */
  copyAgain(copied: object): unknown {
    return this.#only === null ? this.copy(copied) : this.#only.copyAgain(copied)
  }

  /** There are objects that were copied in another way, or will be. */
  expectOthers(): void {
    this.#hasOthers = true
    this.#only = null
  }

  /** A function for objects such as this one, from now on; null where there is to be none. */
  #learn(value: object): CopyShape | null {
    if (this.depth > depthMax || Object.getPrototypeOf(value) !== Object.prototype) return null
    if (this.#copies.length >= shapesMax) {
      this.#misses += 1
      if (this.#misses < missesMax) return null
      this.#copies = []
      this.#misses = 0
    }
    const keys = Object.keys(value)
    if (keys.length > keysMax || keys.includes('__proto__')) return null
    const shape = createCopy(keys, this)
    if (shape !== null) this.#copies.push(shape)
    return shape
  }
}

/** Null where code may not be made at run time. */
function createCopy(keys: readonly string[], { copying, depth, name }: Shapes): CopyShape | null {
  const fields = keys.map(() => new Shapes(copying, depth + 1))
  try {
    // Values of the solution reach it as values only: its text is made of the names of fields, each quoted.
    // oxlint-disable-next-line no-new-func
    const make = new Function(
      'keys',
      'fields',
      'copying',
      'odd',
      'plain',
      'name',
      textOf(keys, name !== null),
    )
    return make(keys, fields, copying, odd, Object.prototype, name) as CopyShape
  } catch (error) {
    if (error instanceof EvalError) return null
    throw error
  }
}

/** `__proto__` is what `Object.getPrototypeOf` says, unless it is a field; then it is not plain either. */
function textOf(keys: readonly string[], isNamed: boolean): string {
  const names = keys.map((key) => JSON.stringify(key))
  const copied = `{ ${names.map((name, i) => `${name}: field${i}`).join(', ')} }`
  return `function copy(value) {
  if (value.__proto__ !== plain) return undefined
  let count = 0
  for (const key in value) {
    if (count === ${keys.length} || key !== keys[count]) return undefined
    count += 1
  }
  if (count !== ${keys.length}) return undefined
  let size = ${keys.length + 1}
${names.map(textOfField).join('\n')}
${isNamed ? textOfNaming(keys) : ''}
  copying.left -= size
  if (copying.left < 0) return odd
  return ${copied}
}
function copyAgain(value) {
${names.map(textOfFieldAgain).join('\n')}
  return ${copied}
}
return { copy, copyAgain }`
}

function textOfField(name: string, i: number): string {
  return `  let field${i} = value[${name}]
  switch (typeof field${i}) {
    case 'string': size += field${i}.length; break
    case 'number': case 'boolean': case 'undefined': break
    case 'object':
      if (field${i} === null) break
      field${i} = fields[${i}].copy(field${i})
      if (field${i} === odd) return odd
      break
    default: return odd
  }`
}

/** A getter may have said something else before: then the copy would be taken for what it is not. */
function textOfNaming(keys: readonly string[]): string {
  const naming = ['kind', 'op'].filter((key) => keys.includes(key)).map((key) => `field${keys.indexOf(key)}`)
  return naming.length === 0 ? '' : `  if ((${naming.join(' ?? ')}) !== name) return odd`
}

function textOfFieldAgain(name: string, i: number): string {
  return `  let field${i} = value[${name}]
  if (typeof field${i} === 'object' && field${i} !== null) {
    field${i} = fields[${i}].copyAgain(field${i})
    if (field${i} === odd) return odd
  }`
}
