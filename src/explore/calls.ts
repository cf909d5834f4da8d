import { contentOf, type Address, type Command } from '../port/index.ts'

/** What is needed of a service to draw calls for a small scope. */
interface Drawn {
  readonly draw: (tag: string, choose: (n: number) => number) => Command
  readonly isWrite: (command: Command) => boolean
  readonly keyOf: (command: Command) => string
}

/** A command with its tag, where it has one. */
type Way = (tag: string) => Command

/**
 * Writes and reads of one part of the state in turns, client after client: c1 begins with a write, c2 with a read. No
 * two writes are equal, so that what was read tells what was written, and in which order. Of a service that has no
 * such write, or no such read, one command of each operation, in turns.
 */
export function smallCalls(
  service: Drawn,
  clients: readonly Address[],
  perClient: number,
): Readonly<Record<Address, readonly Command[]>> {
  const draws = choices().map(
    (choice): Way =>
      (tag) =>
        service.draw(tag, chooser(choice)),
  )
  const ways = writeAndRead(service, draws) ?? oneOfEach(service, draws)
  const call = (i: number, j: number): Command => {
    const way = ways[(i + j) % ways.length]
    if (way === undefined) throw new Error('the service draws no command')
    return way(tagOf(i * perClient + j))
  }
  return Object.fromEntries(
    clients.map((client, i) => [client, Array.from({ length: perClient }, (_, j) => call(i, j))]),
  )
}

/** The first write that draws come upon, with tags of its own, and the first read of the same part. */
function writeAndRead(service: Drawn, draws: readonly Way[]): readonly Way[] | null {
  for (const write of draws) {
    const example = write('a')
    // What says the tag differs from call to call.
    if (!service.isWrite(example) || contentOf(example) === contentOf(write('b'))) continue
    const key = service.keyOf(example)
    const reads = draws.map((draw) => draw('a')).filter((command) => !service.isWrite(command))
    const read = reads.find((command) => service.keyOf(command) === key)
    if (read !== undefined) return [write, () => read]
  }
  return null
}

/** The first draw of each operation on the part of the state that the first write is about; writes before reads. */
function oneOfEach(service: Drawn, draws: readonly Way[]): readonly Way[] {
  const first = draws.find((draw) => service.isWrite(draw('a'))) ?? draws[0]
  if (first === undefined) return []
  const key = service.keyOf(first('a'))
  const ways = new Map<string, Way>()
  for (const draw of draws) {
    const example = draw('a')
    if (service.keyOf(example) === key && !ways.has(example.op)) ways.set(example.op, draw)
  }
  return [...ways.values()].toSorted(
    (a, b) => Number(service.isWrite(b('a'))) - Number(service.isWrite(a('a'))),
  )
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
