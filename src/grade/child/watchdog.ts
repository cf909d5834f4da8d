import { Socket } from 'node:net'
import { parentPort } from 'node:worker_threads'
import { word } from '../solution/watch.ts'
import { descriptor, type Pulse } from './protocol.ts'
import { writeLine } from './write-line.ts'

const pulseEveryMs = 100

/**
 * A thread that sees what the solution's thread, in an endless built-in, can no longer say: which function it is in,
 * and for how long. The parent decides. When the parent is gone, it ends the process.
 */
export function watchMeter(meter: Int32Array): void {
  const stdin = new Socket({ fd: 0 })
  stdin.on('close', () => process.kill(process.pid, 'SIGKILL'))
  stdin.on('error', () => stdin.destroy())
  stdin.resume()
  let handlers = -1
  let sinceMs = performance.now()
  setInterval(() => {
    const nowMs = performance.now()
    const isSame = meter[word.inside] === 1 && meter[word.handlers] === handlers
    if (!isSame) sinceMs = nowMs
    handlers = meter[word.handlers] ?? 0
    const pulse: Pulse = {
      rssMb: process.memoryUsage.rss() / 2 ** 20,
      schedule: meter[word.schedule] ?? 0,
      entered: meter[word.entered] ?? 0,
      handlerMs: nowMs - sinceMs,
    }
    writeLine(descriptor.pulses, pulse)
  }, pulseEveryMs)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage('watching')
}
