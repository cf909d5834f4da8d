/**
 * The entry of the child process, and of the watchdog thread in it. The request comes on stdin as one line; what
 * happens is told at once, by writes that wait for nothing, since a hunt never returns to the event loop.
 */
import { readSync } from 'node:fs'
import { once } from 'node:events'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { decodePlain } from '../../port/index.ts'
import { createMeter } from '../solution/watch.ts'
import { descriptor, type ChildRequest, type Line } from './protocol.ts'
import { watchMeter } from './watchdog.ts'
import { writeLine } from './write-line.ts'

if (isMainThread) await main()
else watchMeter(workerData as Int32Array)

async function main(): Promise<void> {
  try {
    // What the parent wrote with `encodePlain`.
    const request = decodePlain(JSON.parse(readRequest())) as ChildRequest
    const meter = createMeter()
    const script = process.argv[1]
    if (script === undefined) throw new Error('expected the path of this script as the first argument')
    const watchdog = new Worker(script, { workerData: meter })
    watchdog.unref()
    const [{ serve }] = await Promise.all([import('./serve.ts'), once(watchdog, 'message')])
    serve(request, meter, (event) => tell({ kind: 'event', event }))
    tell({ kind: 'done' })
  } catch (error) {
    tell({ kind: 'failed', message: error instanceof Error ? String(error.stack) : String(error) })
  }
  process.exit(0)
}

function tell(line: Line): void {
  writeLine(descriptor.lines, line)
}

function readRequest(): string {
  const chunks: Buffer[] = []
  const chunk = Buffer.alloc(65_536)
  for (;;) {
    const length = readSync(process.stdin.fd, chunk)
    if (length === 0) throw new Error('expected a request on stdin, one line; it ended before the line did')
    chunks.push(Buffer.from(chunk.subarray(0, length)))
    if (chunk[length - 1] === 10) return Buffer.concat(chunks).toString('utf8')
  }
}
