import { lstatSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { UsageError } from './exit-codes.ts'

/**
 * Writes a file such that a reader finds either what was there before or all of the text, also when the writer is killed.
 * Throws `UsageError`.
 */
export function writeWhole(file: string, text: string): void {
  try {
    const target = targetOf(file)
    if (target === null) return writeFileSync(file, text)
    const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`)
    try {
      writeFileSync(temporary, text)
      renameSync(temporary, target)
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    }
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The file that is to be replaced, at the end of links; null for what is no file, such as a pipe. */
function targetOf(file: string): string | null {
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (found === undefined || found.isFile()) return file
  return found.isSymbolicLink() && lstatSync(realpathSync(file)).isFile() ? realpathSync(file) : null
}
