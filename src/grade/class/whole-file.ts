import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'

/** The name of a file or folder until it is complete. */
export function partial(path: string): string {
  return `${path}.partial`
}

/** Writes a file piece by piece, so that there is all of it or what was there before, whatever happens meanwhile. */
export function writeWholeFile(path: string, pieces: Iterable<string>): void {
  const file = openSync(partial(path), 'w')
  try {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece)
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
    }
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(partial(path), path)
}
