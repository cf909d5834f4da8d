import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from './own-folder.ts'

/**
 * What the compiler has said of texts, so that it need not be asked again by the next command: loading it and its
 * libraries takes longer than most replays. It goes with this installation; where nothing can be written, nothing is
 * remembered.
 */
const folder = join(packageFolder, 'node_modules', '.cache', 'splitbrain')

/** What was remembered of something, or `undefined`. */
export function recall(what: readonly string[]): unknown {
  try {
    return JSON.parse(readFileSync(fileOf(what), 'utf8'))
  } catch {
    return undefined
  }
}

export function remember(what: readonly string[], value: unknown): void {
  const file = fileOf(what)
  // Whole or not at all: others read it at the same time.
  const part = `${file}.${randomUUID()}`
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(part, JSON.stringify(value))
    renameSync(part, file)
  } catch {
    // Then it is asked again.
  }
}

function fileOf(what: readonly string[]): string {
  return join(folder, `${digestOf(JSON.stringify(what))}.json`)
}

/** SHA-256 in hexadecimal. */
export function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}
