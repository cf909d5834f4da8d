/** Values nested deeper than this are told apart by identity: it also ends on a value that holds itself. */
const depthMax = 16

/** A place in a tree of contents: what may come next, and the number of the content that ends here. */
type Place = { readonly next: Map<unknown, Place>; number: number }

/**
 * Numbers for what values hold: two values have one number only if no one can tell them apart by looking.
 * Primitives stand for themselves, plain objects and arrays for what is in them, everything else for its own
 * identity, with which the search is right, and slower.
 */
export class Contents {
  #count = 0
  readonly #others = new Map<unknown, number>()
  readonly #lists = place()
  readonly #records = place()

  numberOf(value: unknown, depth = 0): number {
    if (typeof value !== 'object' || value === null || depth > depthMax) return this.#numberOfOther(value)
    const isList = Array.isArray(value)
    if (!isList && Object.getPrototypeOf(value) !== Object.prototype) return this.#numberOfOther(value)
    let here = isList ? this.#lists : this.#records
    // All keys, hidden ones and symbols, too; a hole in a list is a key that is not there. One by one, these two are
    // twice as fast as `Reflect.ownKeys`.
    here = this.#after(here, value, Object.getOwnPropertyNames(value), depth)
    here = this.#after(here, value, Object.getOwnPropertySymbols(value), depth)
    if (here.number < 0) here.number = this.#count++
    return here.number
  }

  #after(start: Place, value: object, keys: readonly PropertyKey[], depth: number): Place {
    let here = start
    for (const key of keys) {
      // The cast: it is one of its own keys.
      const field = (value as Record<PropertyKey, unknown>)[key]
      here = after(after(here, key), this.numberOf(field, depth + 1))
    }
    return here
  }

  #numberOfOther(value: unknown): number {
    const key = Object.is(value, -0) ? minusZero : value
    const known = this.#others.get(key)
    if (known !== undefined) return known
    this.#others.set(key, this.#count)
    return this.#count++
  }
}

/** To a map, 0 and -0 are one key. */
const minusZero = Symbol('-0')

function place(): Place {
  return { next: new Map(), number: -1 }
}

function after(here: Place, key: unknown): Place {
  const known = here.next.get(key)
  if (known !== undefined) return known
  const next = place()
  here.next.set(key, next)
  return next
}
