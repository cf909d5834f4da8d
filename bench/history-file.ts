import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { Operation } from '#checker'

export type AnyOperation = Operation<unknown, unknown>

/** Writes a history as JSON Lines, one operation a line. Returns the number of operations. */
export function writeHistory(file: string, operations: Iterable<AnyOperation>): number {
  const linesPerWrite = 10_000
  const descriptor = openSync(file, 'w')
  let lines: string[] = []
  let count = 0
  for (const operation of operations) {
    lines.push(JSON.stringify(operation))
    count++
    if (lines.length === linesPerWrite) {
      writeSync(descriptor, `${lines.join('\n')}\n`)
      lines = []
    }
  }
  if (lines.length > 0) writeSync(descriptor, `${lines.join('\n')}\n`)
  closeSync(descriptor)
  return count
}

/** Reads what `writeHistory` wrote; a line is never held together with all others as one string. */
export function readHistory(file: string): readonly AnyOperation[] {
  const bytes = readFileSync(file)
  const operations: AnyOperation[] = []
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(10, start)
    const end = newline === -1 ? bytes.length : newline
    // The cast: only files of `writeHistory` come here.
    if (end > start) operations.push(JSON.parse(bytes.toString('utf8', start, end)) as AnyOperation)
    start = end + 1
  }
  return operations
}
