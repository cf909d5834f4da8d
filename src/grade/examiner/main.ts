/**
 * The entry of the thread that examines one solution: it plays, judges and shrinks, and never runs a line of the
 * solution. Nodes live in a process of their own, which is asked through the main thread; the answer is waited for.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { labs } from '../../labs/index.ts'
import { encodePlain, readPlain } from '../../port/index.ts'
import { serve } from '../child/serve.ts'
import { remoteCasts, type Ask } from '../sandbox/outside/casts.ts'
import type { Answer } from '../sandbox/protocol.ts'
import { slot, type Examination, type Reply, type Report } from './protocol.ts'

/** The process of the solution is gone: the main thread knows why. */
class Gone extends Error {
  override readonly name = 'Gone'
}

const { request, port, shared } = workerData as Examination

examine()

function examine(): void {
  try {
    const { lab, service, program, print, job } = request
    const loaded = ask({ kind: 'load', lab, service, program, print })
    if (loaded.kind === 'unusable') tell({ kind: 'event', event: loaded })
    else if (loaded.kind !== 'loaded')
      throw new Error(`expected a loaded solution, found ${encodePlain(loaded)}`)
    else {
      // The main thread has looked the name up; `serve` does it again.
      const casts = remoteCasts(labOf(lab), ask, loaded.moduleStates)
      const onSchedule = (number: number): void => void Atomics.store(shared, slot.schedule, number)
      serve({ lab, service, job }, casts, (event) => tell({ kind: 'event', event }), onSchedule)
    }
    tell({ kind: 'done' })
  } catch (error) {
    if (error instanceof Gone) tell({ kind: 'gone' })
    else tell({ kind: 'failed', message: error instanceof Error ? String(error.stack) : String(error) })
  }
}

function labOf(name: string): (typeof labs)[string] {
  const lab = Object.hasOwn(labs, name) ? labs[name] : undefined
  if (lab !== undefined) return lab
  throw new Error(`unknown lab \`${name}\`: expected one of ${Object.keys(labs).join(', ')}`)
}

function ask(question: Parameters<Ask>[0]): Answer {
  Atomics.store(shared, slot.answered, 0)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  port.postMessage(encodePlain(question))
  // The call that wakes whoever waits for one answer may come so late that it wakes who waits for the next one.
  while (Atomics.load(shared, slot.answered) === 0) Atomics.wait(shared, slot.answered, 0)
  const reply = receiveMessageOnPort(port)?.message as Reply | undefined
  if (reply === undefined || reply.kind === 'gone') throw new Gone('the process of the solution is gone')
  return answerOf(reply.line)
}

function answerOf(line: string): Answer {
  try {
    return readPlain(line) as Answer
  } catch {
    throw new Gone('what the process of the solution says is no answer')
  }
}

function tell(report: Report): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(report)
}
