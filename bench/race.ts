import type { Case } from './case.ts'
import { start, type Contestant, type Reply, type Running } from './contestants.ts'
import type { Request } from './protocol.ts'

/** How long and how often. Times in ms. */
export type Pace = {
  /** Samples of each contestant; the median counts. */
  readonly rounds: number
  /** A sample is at least this long: a short check is repeated within it. */
  readonly sampleMsMin: number
  /** Before the first sample, each contestant runs at least this long. */
  readonly warmUpMs: number
  /** One check that takes longer is beyond reach, and not asked for again. */
  readonly timeoutMs: number
  /** Fresh processes for each cold measurement. */
  readonly coldRounds: number
}

export type Result =
  | { readonly kind: 'measured'; readonly verdict: 'linearizable' | 'illegal'; readonly nanoseconds: number }
  | { readonly kind: 'beyond'; readonly timeoutMs: number }
  | { readonly kind: 'failed'; readonly why: string }

export type Results = ReadonlyMap<string, Result>

/** Contestants that stay alive from one case to the next, and are started again when lost. */
export type Stable = {
  readonly contestants: readonly Contestant[]
  readonly running: Map<string, Running>
  /** For which contestant and series, joined, time was up, and after how long. */
  readonly beyond: Map<string, Result>
}

/** Where one check of anybody takes this long, there are fewer rounds. */
const slowMs = 1_000
const roundsWhenSlow = 5

/** Of the warm-up: the rounds of a request grow a hundredfold at most. */
const attemptsMax = 100
const roundsMax = 1_000_000_000

const readingMsMax = 120_000
/** Collecting garbage before a check of 10^6 operations takes its time too, and is not the check. */
const patienceMs = 3_000

/**
 * Measures a case in one interleaved run: every round has one sample of each contestant, and each round begins
 * with another one, so that whatever slows the machine down slows all of them down.
 */
export async function race(stable: Stable, one: Case, file: string, pace: Pace): Promise<Results> {
  const results = new Map<string, Result>()
  const racers: Racer[] = []
  for (const contestant of stable.contestants) {
    const series = `${contestant.name}: ${one.series}`
    const entry = stable.beyond.get(series) ?? (await warmUp(stable, contestant, one, file, pace))
    if ('kind' in entry) {
      results.set(contestant.name, entry)
      if (entry.kind === 'beyond') stable.beyond.set(series, entry)
    } else racers.push(entry)
  }
  const isSlow = racers.some(({ warmNanoseconds }) => warmNanoseconds > slowMs * 1e6)
  const rounds = isSlow ? Math.min(pace.rounds, roundsWhenSlow) : pace.rounds
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < racers.length; turn++) {
      const racer = racers[(round + turn) % racers.length]
      if (racer === undefined || results.has(racer.contestant.name)) continue
      const outcome = await sample(stable, racer, pace)
      if (outcome.kind !== 'measured') results.set(racer.contestant.name, outcome)
      else racer.samples.push(outcome.nanoseconds)
    }
  }
  for (const { contestant, verdict, samples } of racers) {
    if (results.has(contestant.name)) continue
    results.set(contestant.name, { kind: 'measured', verdict, nanoseconds: median(samples) })
  }
  return results
}

type Racer = {
  readonly contestant: Contestant
  readonly request: Request
  readonly verdict: 'linearizable' | 'illegal'
  /** One check, at the end of the warm-up. */
  readonly warmNanoseconds: number
  readonly samples: number[]
}

async function warmUp(
  stable: Stable,
  contestant: Contestant,
  one: Case,
  file: string,
  pace: Pace,
): Promise<Racer | Result> {
  const once: Request = { model: one.model, file, rounds: 1, timeoutMs: pace.timeoutMs }
  const read = await ask(stable, contestant, { ...once, rounds: 0 }, readingMsMax)
  if (read.kind !== 'answered') return missed(read, pace)
  let spentNanoseconds = 0
  let rounds = 1
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const request = { ...once, rounds }
    const outcome = resultOf(await ask(stable, contestant, request, patienceFor(request)), request, pace)
    if (outcome.kind !== 'measured') return outcome
    const sampleNanoseconds = outcome.nanoseconds * rounds
    spentNanoseconds += sampleNanoseconds
    const isLongEnough = sampleNanoseconds >= pace.sampleMsMin * 1e6
    if (isLongEnough && spentNanoseconds >= pace.warmUpMs * 1e6) {
      const { verdict, nanoseconds } = outcome
      return { contestant, request, verdict, warmNanoseconds: nanoseconds, samples: [] }
    }
    // A tenth more than needed, since a warm check is faster than the one before it.
    const wanted = Math.ceil((1.1 * pace.sampleMsMin * 1e6) / Math.max(outcome.nanoseconds, 1))
    if (!isLongEnough) rounds = Math.min(Math.max(wanted, rounds + 1), rounds * 100, roundsMax)
  }
  return { kind: 'failed', why: `after ${attemptsMax} requests, ${rounds} rounds took it no time` }
}

async function sample(stable: Stable, { contestant, request }: Racer, pace: Pace): Promise<Result> {
  return resultOf(await ask(stable, contestant, request, patienceFor(request)), request, pace)
}

/** In fresh processes, the first check only: the median of them. */
export async function raceCold(
  contestants: readonly Contestant[],
  one: Case,
  file: string,
  pace: Pace,
): Promise<Results> {
  const samples = new Map(contestants.map((contestant) => [contestant, new Array<number>()]))
  const results = new Map<string, Result>()
  const request: Request = { model: one.model, file, rounds: 1, timeoutMs: pace.timeoutMs }
  for (let round = 0; round < pace.coldRounds; round++) {
    for (const [contestant, found] of samples) {
      if (results.get(contestant.name)?.kind === 'beyond') continue
      const running = start(contestant)
      await running.ask({ ...request, rounds: 0 }, readingMsMax)
      const result = resultOf(await running.ask(request, patienceFor(request)), request, pace)
      await running.stop()
      if (result.kind === 'measured') found.push(result.nanoseconds)
      results.set(
        contestant.name,
        result.kind === 'measured' ? { ...result, nanoseconds: median(found) } : result,
      )
    }
  }
  return results
}

async function ask(
  { running }: Stable,
  contestant: Contestant,
  request: Request,
  patience: number,
): Promise<Reply> {
  const process = running.get(contestant.name) ?? start(contestant)
  running.set(contestant.name, process)
  const reply = await process.ask(request, patience)
  if (reply.kind !== 'answered') {
    running.delete(contestant.name)
    await process.stop()
  }
  return reply
}

export async function stopAll({ running }: Stable): Promise<void> {
  for (const process of running.values()) await process.stop()
  running.clear()
}

/** A million operations take their time where everything is right, too. */
const largeFrom = 1_000_000
const largeFactor = 3

export function paceFor({ operationsAbout }: Case, pace: Pace): Pace {
  return operationsAbout < largeFrom ? pace : { ...pace, timeoutMs: largeFactor * pace.timeoutMs }
}

function patienceFor({ timeoutMs }: Request): number {
  return timeoutMs + patienceMs
}

/** The time of one check. */
function resultOf(reply: Reply, { rounds }: Request, pace: Pace): Result {
  if (reply.kind !== 'answered') return missed(reply, pace)
  const { verdict, nanoseconds, why } = reply.answer
  const each = nanoseconds / rounds
  if (each > pace.timeoutMs * 1e6) return { kind: 'beyond', timeoutMs: pace.timeoutMs }
  if (verdict !== 'unknown') return { kind: 'measured', verdict, nanoseconds: each }
  // A checker that stops itself does so a moment before or after its time.
  if (each > pace.timeoutMs * 0.9e6) return { kind: 'beyond', timeoutMs: pace.timeoutMs }
  return { kind: 'failed', why: why ?? 'no verdict' }
}

function missed(reply: Exclude<Reply, { kind: 'answered' }>, { timeoutMs }: Pace): Result {
  return reply.kind === 'timed out' ? { kind: 'beyond', timeoutMs } : { kind: 'failed', why: reply.why }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
