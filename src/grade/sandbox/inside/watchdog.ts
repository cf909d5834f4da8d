import { parentPort } from 'node:worker_threads'
import { word } from '../../solution/watch.ts'
import { descriptor, type Pulse } from '../protocol.ts'
import { writeLine } from './write-line.ts'

const pulseEveryMs = 100

/**
 * A thread that sees what the solution's thread, in an endless built-in, can no longer say: which function it is in,
 * and for how long. The grader decides. When the grader is gone, its pipe is closed, and the process ends.
 */
export function watchMeter(meter: Int32Array): void {
  let handlers = -1
  let since = { ms: performance.now(), cpuMs: cpuMs() }
  setInterval(() => {
    const now = { ms: performance.now(), cpuMs: cpuMs() }
    const isSame = meter[word.inside] === 1 && meter[word.handlers] === handlers
    if (!isSame) since = now
    handlers = meter[word.handlers] ?? 0
    const pulse: Pulse = {
      rssMb: process.memoryUsage.rss() / 2 ** 20,
      entered: meter[word.entered] ?? 0,
      handlerMs: now.ms - since.ms,
      cpuMs: now.cpuMs,
      handlerCpuMs: now.cpuMs - since.cpuMs,
    }
    try {
      writeLine(descriptor.pulses, pulse)
    } catch {
      process.kill(process.pid, 'SIGKILL')
    }
  }, pulseEveryMs)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage('watching')
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
