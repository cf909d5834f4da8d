/**
 * The entry of the process that runs a solution, and of the watchdog thread in it. Questions come on stdin, a line each;
 * answers go out by writes that wait until all is written. Nothing returns to the event loop in between, so that nothing
 * of the solution runs when it is not asked.
 */
import { readSync } from 'node:fs'
import { once } from 'node:events'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { readPlain } from '../../../port/index.ts'
import { createMeter } from '../../solution/watch.ts'
import { descriptor, type Answer, type Question } from '../protocol.ts'
import { watchMeter } from './watchdog.ts'
import { writeLine } from './write-line.ts'

/** Not `process.stdin.fd`: to ask for it opens a stream, and the pipe no longer waits. */
const stdin = 0

if (isMainThread) await main()
else watchMeter(workerData as Int32Array)

async function main(): Promise<void> {
  const meter = createMeter()
  const script = process.argv[1]
  if (script === undefined) throw new Error('expected the path of this script as the first argument')
  const watchdog = new Worker(script, { workerData: meter })
  watchdog.unref()
  const [{ createRespondent }] = await Promise.all([import('./respond.ts'), once(watchdog, 'message')])
  const respond = createRespondent(meter)
  for (const line of lines()) {
    // What the grader wrote with `encodePlain`.
    tell(answerTo(() => respond(readPlain(line) as Question)))
  }
  process.exit(0)
}

function answerTo(respond: () => Answer): Answer {
  try {
    return respond()
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? String(error.stack) : String(error) }
  }
}

function tell(answer: Answer): void {
  writeLine(descriptor.answers, answer)
}

/** Until whoever asks closes the pipe. */
function* lines(): Iterable<string> {
  const chunk = Buffer.alloc(1 << 16)
  let pieces: Buffer[] = []
  for (;;) {
    const length = readSync(stdin, chunk)
    if (length === 0) return
    const end = chunk.subarray(0, length).indexOf(10)
    pieces.push(Buffer.from(chunk.subarray(0, end < 0 ? length : end)))
    if (end < 0) continue
    // One question at a time: the line is the last thing in the pipe.
    const line = Buffer.concat(pieces).toString('utf8')
    pieces = []
    yield line
  }
}
