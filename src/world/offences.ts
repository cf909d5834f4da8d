import { Forbidden, offences, printable, type Guard } from '../port/index.ts'
import type { Cause, Offence } from '../trace/index.ts'

/** What a handler can be for. */
export type Occurrence = Exclude<Cause, { readonly kind: 'crash' }>

/** Of what a solution says in an error: more is nobody's reading. */
const textLengthMax = 2_000

/** Of the handler, and of what it was called for. */
export function nameOf(what: Occurrence | string): string {
  return typeof what === 'string' ? what : printable(nameOfOccurrence(what))
}

function nameOfOccurrence(what: Occurrence): string {
  switch (what.kind) {
    case 'deliver':
      return `receive ${what.message.kind}`
    case 'timer':
      return `timer ${what.name}`
    case 'invoke':
      return `submit ${what.command.op}`
    case 'start':
    case 'join':
      return 'start'
    default:
      return what satisfies never
  }
}

/** Whatever was thrown: a proxy, an error whose fields are getters, one that looks like ours. */
export function offenceOf(error: unknown, handler: string, guard: Guard): Offence {
  const where = guard.locate(error)
  try {
    const { kind, message } = offenceIn(error)
    return { kind, message: printable(message), handler, where }
  } catch {
    return { kind: 'threw', handler, message: `threw a ${typeof error} that cannot be shown`, where }
  }
}

function offenceIn(error: unknown): Pick<Offence, 'kind' | 'message'> {
  if (error instanceof Forbidden) {
    const kind = offences.find((each) => each === error.offence) ?? 'threw'
    return { kind, message: short(String(error.message)) }
  }
  return isOverflow(error)
    ? { kind: 'endless', message: overflowed }
    : { kind: 'threw', message: `threw ${show(error)}` }
}

const overflowed = 'the handler calls itself without end (the stack overflowed)'

/** Whether the stack was at its end. To look at it may run code of the solution, and throw. */
export function isOverflow(error: unknown): boolean {
  return error instanceof RangeError && String(error.message).includes('call stack')
}

export function offenceOfOverflow(error: unknown, handler: string, guard: Guard): Offence {
  return { kind: 'endless', handler, message: overflowed, where: guard.locate(error) }
}

export function offenceOfReturn(returned: unknown, handler: string): Offence {
  return isPromise(returned)
    ? {
        kind: 'async',
        handler,
        message: 'returned a promise; a handler does everything before it returns',
        where: null,
      }
    : {
        kind: 'returned',
        handler,
        message: printable(`returned ${show(returned)}; a handler returns nothing`),
        where: null,
      }
}

function isPromise(returned: unknown): boolean {
  try {
    return typeof returned === 'object' && returned !== null && 'then' in returned
  } catch {
    // A proxy may refuse to say.
    return false
  }
}

function short(text: string): string {
  return text.length <= textLengthMax ? text : `${text.slice(0, textLengthMax)} …`
}

/** A short text for anything, whatever it does when it is looked at. */
export function show(value: unknown): string {
  try {
    if (value instanceof Error) return short(`${value.name}: ${value.message}`)
    if (typeof value === 'object' && value !== null)
      return (JSON.stringify(value) ?? 'an object').slice(0, 120)
    return typeof value === 'string' ? JSON.stringify(value).slice(0, 120) : String(value)
  } catch {
    return `a ${typeof value} that cannot be shown`
  }
}
