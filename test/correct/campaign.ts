import { hunt, type Finding } from '../../src/hunt/index.ts'
import { subjectOfRow } from '../mutants/hunting.ts'
import type { Implementation } from '../conformance/table.ts'

/** A share of a campaign, small enough to be played again when it is cut short. */
export interface Chunk {
  readonly lab: string
  readonly service: string
  readonly solution: string
  /** Of its randomness: no two chunks of a solution have the same. */
  readonly seed: number
  readonly schedules: number
  /** Whether small scopes are searched besides: they are the same whatever the seed. */
  readonly isSearched: boolean
}

/** What became of a chunk: a line of the campaign's file. */
export interface ChunkRecord extends Chunk {
  /** Of splitbrain, as the caller names it. */
  readonly version: string
  readonly steps: number
  readonly cpuMs: number
  /** What was said against a right solution. */
  readonly alarms: readonly Alarm[]
  /** How many schedules a property was not decided on. */
  readonly undecided: readonly Undecided[]
}

interface Alarm {
  readonly property: string
  readonly because: string
  readonly finding: Finding
}

interface Undecided {
  readonly property: string
  readonly why: string
  readonly count: number
}

export interface CampaignOptions {
  readonly seed: number
  /** For each solution, over all services. */
  readonly schedules: number
  readonly schedulesPerChunk: number
  /** The services that a solution replicates in turns, chunk by chunk. */
  readonly servicesOf: (implementation: Implementation) => readonly string[]
}

/** All of a campaign, one solution after the other within each round, so that a part of it is a part of every one. */
export function chunksOf(implementations: readonly Implementation[], options: CampaignOptions): Chunk[] {
  const { schedules, schedulesPerChunk, seed, servicesOf } = options
  const rounds = Math.ceil(schedules / schedulesPerChunk)
  return Array.from({ length: rounds }, (_, round) =>
    implementations.flatMap((implementation): Chunk[] => {
      const services = servicesOf(implementation)
      const service = services[round % services.length]
      if (service === undefined) throw new Error(`${implementation.name}: expected a service, found none`)
      const size = Math.min(schedulesPerChunk, schedules - round * schedulesPerChunk)
      const { lab, name: solution } = implementation
      return [
        {
          lab,
          service,
          solution,
          seed: seedOf(seed, round),
          schedules: size,
          isSearched: round < services.length,
        },
      ]
    }),
  ).flat()
}

/** Far from those of its neighbours, as hunts count on from theirs, and a different one each round. */
function seedOf(seed: number, round: number): number {
  return Math.imul(Math.imul(seed, 0x10001) + round, 0x9e3779b1) >>> 1
}

/** Hunts one solution once. Nothing may be found. */
export function playChunk(chunk: Chunk, solution: object, version: string): ChunkRecord {
  const startedAt = process.cpuUsage()
  const { seed, schedules: schedulesMax } = chunk
  const options = { seed, schedulesMax, onProgress: () => undefined }
  const subject = subjectOfRow({ ...chunk, solution })
  const { outcomes, schedules, steps } = hunt(
    chunk.isSearched ? subject : { ...subject, small: null },
    options,
  )
  const { user, system } = process.cpuUsage(startedAt)
  return {
    ...chunk,
    schedules,
    version,
    steps,
    cpuMs: Math.round((user + system) / 1_000),
    alarms: outcomes.flatMap(({ property, verdict }) =>
      verdict.kind === 'violated'
        ? [{ property, because: verdict.finding.because, finding: verdict.finding }]
        : [],
    ),
    undecided: outcomes.flatMap(({ property, verdict }) =>
      verdict.kind === 'undecided' ? [{ property, why: verdict.why, count: verdict.count }] : [],
    ),
  }
}

/** The records in a campaign's file. What follows the last line break was cut short, and is none. */
export function recordsIn(text: string): readonly ChunkRecord[] {
  const lines = text.split('\n').slice(0, -1)
  return lines.map((line, i): ChunkRecord => {
    try {
      return JSON.parse(line) as ChunkRecord
    } catch (error) {
      throw new Error(`line ${i + 1} is no JSON: expected a file that a campaign has written`, {
        cause: error,
      })
    }
  })
}

/** The chunks that no record of this version is about. */
export function openChunks(
  chunks: readonly Chunk[],
  records: readonly ChunkRecord[],
  version: string,
): readonly Chunk[] {
  const done = new Set(records.filter((record) => record.version === version).map(keyOf))
  return chunks.filter((chunk) => !done.has(keyOf(chunk)))
}

function keyOf({ lab, service, solution, seed }: Chunk): string {
  return `${lab} ${service} ${solution} ${seed}`
}

export interface Summary {
  readonly lines: readonly string[]
  readonly isGood: boolean
}

/** What a campaign came to: a line for each alarm, and one for all. Records of other versions do not count. */
export function summaryOf(
  chunks: readonly Chunk[],
  records: readonly ChunkRecord[],
  version: string,
): Summary {
  const asked = new Set(chunks.map(keyOf))
  const played = records.filter((record) => record.version === version && asked.has(keyOf(record)))
  const alarms = played.flatMap((record) => record.alarms.map((alarm) => ({ record, alarm })))
  const gaps = played.flatMap((record) => record.undecided.map((gap) => ({ record, gap })))
  const left = openChunks(chunks, records, version).length
  const undecided = sumOf(gaps, ({ gap }) => gap.count)
  return {
    lines: [
      ...alarms.map(
        ({ record, alarm }) => `false alarm: ${told(record)}, ${alarm.property}: ${alarm.because}`,
      ),
      ...gaps.map(
        ({ record, gap }) => `undecided: ${told(record)}, ${gap.property} ${gap.count}×: ${gap.why}`,
      ),
      `${playedText(played)}: ${number(alarms.length)} false alarms, ${number(undecided)} undecided` +
        `${left > 0 ? `, ${number(left)} of ${number(chunks.length)} chunks not played yet` : ''} (${version})`,
    ],
    isGood: alarms.length === 0 && undecided === 0 && left === 0,
  }
}

function playedText(played: readonly ChunkRecord[]): string {
  const solutions = new Set(played.map(({ lab, solution }) => `${lab} ${solution}`)).size
  const schedules = sumOf(played, (record) => record.schedules)
  const each = Math.round(schedules / Math.max(1, solutions))
  const steps = sumOf(played, (record) => record.steps)
  const cpuS = Math.round(sumOf(played, (record) => record.cpuMs) / 1_000)
  return (
    `${solutions} right solutions × ${number(each)} = ${number(schedules)} schedules ` +
    `(${number(steps)} steps, ${number(cpuS)} CPU s)`
  )
}

function sumOf<T>(list: readonly T[], of: (each: T) => number): number {
  return list.reduce((sum, each) => sum + of(each), 0)
}

function told({ lab, service, solution, seed }: Chunk): string {
  return `${lab} ${solution} (${service}, seed ${seed})`
}

function number(n: number): string {
  return n.toLocaleString('en-US')
}
