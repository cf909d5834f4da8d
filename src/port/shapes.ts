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

/** Copies an object, or says `odd`, or, where it has other keys, undefined. */
type CopyShape = (value: object) => unknown

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

  constructor(
    readonly copying: Copying,
    readonly depth: number,
  ) {}

  /** A copy, or `odd`. */
  copy(value: object): unknown {
    for (const copyShape of this.#copies) {
      const copied = copyShape(value)
      if (copied !== undefined) return copied
    }
    return this.#learn(value)?.(value) ?? this.copying.copyOther(value, this.depth)
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
    const copyShape = createCopy(keys, this.copying, this.depth)
    if (copyShape !== null) this.#copies.push(copyShape)
    return copyShape
  }
}

/** Null where code may not be made at run time. */
function createCopy(keys: readonly string[], copying: Copying, depth: number): CopyShape | null {
  const fields = keys.map(() => new Shapes(copying, depth + 1))
  try {
    // Values of the solution reach it as values only: its text is made of the names of fields, each quoted.
    // oxlint-disable-next-line no-new-func
    const make = new Function('keys', 'fields', 'copying', 'odd', 'prototypeOf', 'plain', textOf(keys))
    return make(keys, fields, copying, odd, Object.getPrototypeOf, Object.prototype) as CopyShape
  } catch (error) {
    if (error instanceof EvalError) return null
    throw error
  }
}

function textOf(keys: readonly string[]): string {
  const names = keys.map((key) => JSON.stringify(key))
  return `return function copyShape(value) {
  if (prototypeOf(value) !== plain) return undefined
  let count = 0
  for (const key in value) {
    if (count === ${keys.length} || key !== keys[count]) return undefined
    count += 1
  }
  if (count !== ${keys.length}) return undefined
  let size = ${keys.length + 1}
${names.map(textOfField).join('\n')}
  copying.left -= size
  if (copying.left < 0) return odd
  return { ${names.map((name, i) => `${name}: field${i}`).join(', ')} }
}`
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
