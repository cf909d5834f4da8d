import { writeSync } from 'node:fs'
import { encodePlain } from '../../../port/index.ts'

/** Writes plain data as one line, and returns when all of it is in the pipe. */
export function writeLine(fd: number, value: unknown): void {
  const bytes = Buffer.from(`${encodePlain(value)}\n`)
  for (let from = 0; from < bytes.length;) from += writeSync(fd, bytes, from)
}
