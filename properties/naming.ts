import type { Call, Cause } from '../src/trace/index.ts'

type Command = Call['command']
type Result = (Call['outcome'] & { kind: 'returned' })['result']
type Message = (Cause & { kind: 'deliver' })['message']

/** A command for people: `append("x", "1")`. */
export function nameOfCommand(command: Command): string {
  const { op, ...rest } = command
  return `${op}(${Object.values(rest).map(short).join(', ')})`
}

/** A call for people: `c2's call 3, get("x")`. */
export function nameOfCall({ client, number, command }: Call): string {
  return `${client}'s call ${number}, ${nameOfCommand(command)}`
}

export function nameOfResult(result: Result): string {
  return short(result)
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}

/** `1 time`, `2 times`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

export function nameOfMessage(message: Message): string {
  return short(message)
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`
}
