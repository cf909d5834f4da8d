import type { ClassProgress } from '../../grade/class/index.ts'
import { counted, forTerminal, toStderr } from '../terminal.ts'

const shownMax = 3

/** How far a class is, on stderr: a line that is rewritten in place, or on a log a line for each that is done. */
export class ClassLine {
  readonly #startedMs = performance.now()

  update({ total, done, gradedNow, running, last }: ClassProgress): void {
    const elapsedMs = performance.now() - this.#startedMs
    const rest =
      done === total || gradedNow === 0 ? '' : `, ${aboutLeft((elapsedMs / gradedNow) * (total - done))}`
    if (process.stderr.isTTY) {
      const names = running.slice(0, shownMax).join(', ') + (running.length > shownMax ? ', …' : '')
      const now = running.length === 0 ? '' : `, ${running.length} running (${names})`
      process.stderr.write(`\r\u001B[K${forTerminal(`${done} of ${total} graded${now}${rest}`)}`)
    } else if (last !== null) {
      const { points, pointsMax, status } = last.grade
      const told = status === 'graded' ? '' : ` (${status})`
      toStderr(
        `${done} of ${total}: ${last.id}, ${points} of ${pointsMax} points${told}; ${running.length} running${rest}\n`,
      )
    }
  }

  clear(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
  }
}

function aboutLeft(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes >= 120) return `about ${counted(Math.round(minutes / 60), 'hour')} left`
  return minutes >= 2
    ? `about ${minutes} minutes left`
    : `about ${counted(Math.ceil(ms / 1_000), 'second')} left`
}
