import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { check, checkOperations, type Model, type Operation } from '#checker'
import { readHistory, type AnyOperation } from './history-file.ts'
import { withModel, type ModelName } from './models.ts'
import type { Answer, Memory, Request } from './protocol.ts'

/**
 * The engine (`check`) or the port (`checkOperations`) behind the protocol of protocol.ts, as one process:
 * `node contestant.mjs engine|port [--memory]`. Run it with --expose-gc.
 */

/** As good as none: a wall clock outside stops what takes too long. */
const stepsMax = 10_000_000_000

const [side, ...flags] = process.argv.slice(2)
const measuresMemory = flags.includes('--memory')
let loaded: { readonly file: string; readonly operations: readonly AnyOperation[] } | undefined

for await (const line of createInterface(process.stdin)) {
  // The cast: the other end is ours.
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line) as Request))}\n`)
}

function answer({ model, file, rounds }: Request): Answer {
  if (loaded?.file !== file) {
    loaded = undefined
    loaded = { file, operations: readHistory(file) }
  }
  const { operations } = loaded
  const measured = rounds === 0 ? undefined : measure(model, operations, rounds)
  return (
    measured ?? { verdict: 'unknown', nanoseconds: 0, why: rounds === 0 ? 'not asked' : `no model ${model}` }
  )
}

function measure(name: ModelName, operations: readonly AnyOperation[], rounds: number): Answer {
  return withModel(name, <State, Input, Output>(model: Model<State, Input, Output>): Answer => {
    // The cast: whoever made the file knew the model.
    const history = operations as readonly Operation<Input, Output>[]
    globalThis.gc?.()
    const memoryBefore = measuresMemory ? openMemory() : undefined
    const start = process.hrtime.bigint()
    let kind = judge(model, history)
    for (let round = 1; round < rounds; round++) kind = judge(model, history)
    const nanoseconds = Number(process.hrtime.bigint() - start)
    const verdict = kind === 'undecided' ? 'unknown' : kind
    if (memoryBefore === undefined) return { verdict, nanoseconds }
    return { verdict, nanoseconds, memory: closeMemory(memoryBefore) }
  })
}

function judge<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: readonly Operation<Input, Output>[],
): 'linearizable' | 'illegal' | 'undecided' {
  return side === 'port'
    ? checkOperations(model, history, { stepsMax }).kind
    : check(model, history, { stepsMax }).kind
}

type Opened = { readonly allocatedBytes: number; readonly residentBytes: number }

function openMemory(): Opened {
  globalThis.gc?.()
  // Linux forgets the largest resident set so far when it is told so.
  if (existsSync('/proc/self/clear_refs')) writeFileSync('/proc/self/clear_refs', '5')
  return { allocatedBytes: allocatedBytes(), residentBytes: process.memoryUsage.rss() }
}

function closeMemory(before: Opened): Memory {
  return {
    allocatedBytes: allocatedBytes() - before.allocatedBytes,
    residentBytes: residentBytesMax() - before.residentBytes,
  }
}

function allocatedBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function residentBytesMax(): number {
  if (!existsSync('/proc/self/status')) return process.resourceUsage().maxRSS * 1024
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return Number(kilobytes ?? 0) * 1024
}
