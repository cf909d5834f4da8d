import { createHash } from 'node:crypto'
import { Forbidden, type Guard } from '../../port/index.ts'
import { Locator } from './locator.ts'
import type { Place, Program } from './program.ts'

/** Calls and turns of loops that one handler may take. */
export const fuelPerHandlerMax = 1_000_000

/** What the numbers of a meter are, which another thread can read while a handler is stuck. */
export const word = {
  /** Calls and turns of loops that are left to the handler. */
  fuel: 0,
  /** The function that was entered last: an index into `Program.functions`. */
  entered: 1,
  /** Handlers that were entered; wraps around. */
  handlers: 2,
  /** 1 while a handler runs. */
  inside: 3,
} as const

export function createMeter(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Object.keys(word).length * Int32Array.BYTES_PER_ELEMENT))
}

/** Watches over every evaluation of one program. */
export interface Watch {
  readonly guard: Guard
  readonly meter: Int32Array
  /** The name of the script in stack traces. */
  readonly script: string
  /** `file:line` of a place in the bundle. */
  readonly where: (place: Place) => string | null
  /** Throws, and remembers it in case the solution catches it. */
  readonly forbid: (offence: Forbidden['offence'], message: string) => never
}

export function createWatch(program: Program, meter: Int32Array): Watch {
  // Of its content, so that two solutions in one process keep apart, and a run repeats itself.
  const script = `splitbrain-solution-${createHash('sha256').update(program.code).digest('hex').slice(0, 12)}.js`
  const locator = new Locator(program)
  let recorded: Forbidden | null = null
  return {
    meter,
    script,
    where: (place) => locator.where(place),
    forbid(offence, message) {
      const error = Object.freeze(new Forbidden(offence, message))
      recorded ??= error
      throw error
    },
    guard: {
      enter() {
        recorded = null
        meter[word.fuel] = fuelPerHandlerMax
        meter[word.handlers] = (meter[word.handlers] ?? 0) + 1
        meter[word.inside] = 1
      },
      leave() {
        meter[word.inside] = 0
        return recorded
      },
      locate: (error) => locator.whereOf(error, script),
    },
  }
}
