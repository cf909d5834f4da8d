import pc from 'picocolors'
import type { Progress } from '../hunt/index.ts'
import { printable } from '../port/index.ts'

/** Colours where the reader sees them; picocolors honours NO_COLOR and FORCE_COLOR. */
export const colours = pc.createColors(pc.isColorSupported)

/** Colours for a reader who sees them, or none. */
export function painted(colour: boolean): typeof colours {
  return pc.createColors(colour)
}

export function textOptions(): { readonly colour: boolean; readonly columns: number } {
  return { colour: pc.isColorSupported, columns: Math.min(process.stdout.columns ?? 100, 120) }
}

export function print(text: string): void {
  process.stdout.write(`${forTerminal(text)}\n`)
}

/** To stderr, as it is: with its line breaks. */
export function toStderr(text: string): void {
  process.stderr.write(forTerminal(text))
}

/** Our colours, line breaks and tabs. */
// oxlint-disable-next-line no-control-regex -- it is what terminals obey
const ours = /(\u001B\[(?:[012]|22|3\d|9\d)m|[\n\t])/

/**
 * What else a terminal would obey is somebody else's: a solution's, in a finding that was read or a name of a file. It is
 * shown.
 */
export function forTerminal(text: string): string {
  const parts = text.split(ours)
  return parts.map((part, at) => (at % 2 === 1 ? part : printable(part))).join('')
}

/** A line on stderr that is rewritten in place; on a log, a line every ten seconds. Silent for the first second. */
export class ProgressLine {
  readonly #startedMs = performance.now()
  #lastMs = 0
  #isShown = false

  update(text: string): void {
    const nowMs = performance.now() - this.#startedMs
    const everyMs = process.stderr.isTTY ? 100 : 10_000
    if (nowMs < 1_000 || nowMs - this.#lastMs < everyMs) return
    this.#lastMs = nowMs
    if (!process.stderr.isTTY) {
      process.stderr.write(`${text}\n`)
      return
    }
    this.#isShown = true
    process.stderr.write(`\r\u001B[K${text}`)
  }

  clear(): void {
    if (this.#isShown) process.stderr.write('\r\u001B[K')
    this.#isShown = false
  }
}

/** `hunt: 1,200 of 6,000 schedules, 510,233 steps, 1 failure` */
export function progressText(what: string, progress: Progress | null, schedulesMax: number): string {
  if (progress === null) return `${what} …`
  const { schedules, steps, findings } = progress
  const failures = findings === 0 ? '' : `, ${counted(findings, 'failure')}`
  return `${what}: ${number(schedules)} of ${number(schedulesMax)} schedules, ${number(steps)} steps${failures}`
}

export function number(n: number): string {
  return n.toLocaleString('en-US')
}

export function counted(n: number, noun: string): string {
  return `${number(n)} ${noun}${n === 1 ? '' : 's'}`
}
