import seedrandom from 'seedrandom'
import type { Operation } from '#checker'

/** Uniform in 0 … n-1. The same seed gives the same stream on every machine. */
export type Below = (n: number) => number

/** Clients of a system that keeps its promise. Times are whole numbers, in no unit. */
export type Scene<Input, Output> = {
  readonly seed: string
  readonly clients: number
  readonly operations: number
  /** How many of them are never heard of again, evenly spread. Half of these take effect all the same. */
  readonly unknown: number
  /** Called in the order in which operations take effect. */
  readonly propose: (below: Below, fate: 'returned' | 'unknown') => Input
  /** Takes effect, and answers. Of an operation that never takes effect, it is not called. */
  readonly apply: (input: Input) => Output
}

type Span = {
  readonly client: string
  readonly call: number
  readonly point: number
  readonly return: number
  readonly outcome: 'returned' | 'effect without return' | 'no effect'
}

const latencyMax = 200
const slowness = 10
const thinkingMax = 20

/**
 * The history of a run: each client has one operation open at a time, each operation takes effect at one point
 * between its call and its return, and the answers are those of the system at these points. So it is
 * linearizable. One operation in fifty is ten times as slow as others. In the order of the calls.
 */
export function simulate<Input, Output>(scene: Scene<Input, Output>): readonly Operation<Input, Output>[] {
  const draw = seedrandom.alea(scene.seed)
  const below: Below = (n) => Math.floor(draw() * n)
  const spans = spansOf(scene, below).toSorted((a, b) => a.point - b.point)
  const operations = spans.map(({ client, call, return: returned, outcome }): Operation<Input, Output> => {
    const input = scene.propose(below, outcome === 'returned' ? outcome : 'unknown')
    if (outcome === 'no effect') return { kind: 'pending', client, input, call }
    const output = scene.apply(input)
    if (outcome === 'effect without return') return { kind: 'pending', client, input, call }
    return { kind: 'returned', client, input, output, call, return: returned }
  })
  return operations.toSorted((a, b) => a.call - b.call)
}

function spansOf(
  scene: Pick<Scene<never, unknown>, 'clients' | 'operations' | 'unknown'>,
  below: Below,
): readonly Span[] {
  const spans: Span[] = []
  const unknownUpTo = (count: number): number => Math.floor((count * scene.unknown) / scene.operations)
  for (let client = 0; client < scene.clients; client++) {
    const share = Math.floor((scene.operations - client + scene.clients - 1) / scene.clients)
    let now = below(latencyMax)
    let name = client
    for (let n = 0; n < share; n++) {
      const latency = (1 + below(latencyMax)) * (below(50) === 0 ? slowness : 1)
      const isUnknown = unknownUpTo(spans.length + 1) > unknownUpTo(spans.length)
      // Strictly between: with closed intervals, even a point on the border would do.
      const point = now + ((1 + below(999_999)) / 1_000_000) * latency * (isUnknown ? slowness : 1)
      const outcome = isUnknown ? (below(2) === 0 ? 'no effect' : 'effect without return') : 'returned'
      spans.push({ client: String(name), call: now, point, return: now + latency, outcome })
      now += latency + 1 + below(thinkingMax)
      // A client that never heard back goes on under another name.
      if (isUnknown) name += scene.clients
    }
  }
  return spans
}
