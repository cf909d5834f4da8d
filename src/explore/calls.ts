import { contentOf, type Address, type Command } from '../port/index.ts'

/** What is needed of a service to draw calls for a small scope. */
interface Drawn {
  readonly draw: (tag: string, choose: (n: number) => number) => Command
  readonly isWrite: (command: Command) => boolean
  readonly keyOf: (command: Command) => string
}

/**
 * Writes and reads of one part of the state in turns, client after client: c1 begins with a write, c2 with a read. No
 * two writes are equal, so that what was read tells what was written, and in which order.
 */
export function smallCalls(
  service: Drawn,
  clients: readonly Address[],
  perClient: number,
): Readonly<Record<Address, readonly Command[]>> {
  const { write, read } = pairOf(service)
  return Object.fromEntries(
    clients.map((client, i) => [
      client,
      Array.from({ length: perClient }, (_, j) => ((i + j) % 2 === 0 ? write(i * perClient + j) : read)),
    ]),
  )
}

/** The first write that draws come upon, with tags of its own, and the first read of the same part. */
function pairOf(service: Drawn): { readonly write: (number: number) => Command; readonly read: Command } {
  const draws = choices().map((choice) => (tag: string) => service.draw(tag, chooser(choice)))
  for (const write of draws) {
    const example = write('a')
    // What says the tag differs from call to call.
    if (!service.isWrite(example) || contentOf(example) === contentOf(write('b'))) continue
    const key = service.keyOf(example)
    const reads = draws.map((draw) => draw('a')).filter((command) => !service.isWrite(command))
    const read = reads.find((command) => service.keyOf(command) === key)
    if (read !== undefined) return { write: (number) => write(tagOf(number)), read }
  }
  throw new Error('the service draws no write with a tag, or no read of the same part of its state')
}

/** a, b, … z, a1, b1, … */
function tagOf(number: number): string {
  const letter = String.fromCodePoint(97 + (number % 26))
  return number < 26 ? letter : `${letter}${Math.floor(number / 26)}`
}

/** What `choose` answers: three digits, then zeros. */
function choices(): (readonly number[])[] {
  return Array.from({ length: 1_000 }, (_, n) => [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10])
}

function chooser(digits: readonly number[]): (n: number) => number {
  let at = 0
  return (n) => {
    const digit = digits[at] ?? 0
    at += 1
    return digit % n
  }
}
