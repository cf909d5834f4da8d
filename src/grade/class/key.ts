import { createHash } from 'node:crypto'
import { filesOf } from './files.ts'

/** All that a grade depends on besides the submission and the grader: plain JSON. */
export type Settings = Readonly<Record<string, unknown>>

/** Of a submission as it is now. The name is a part of it, since two students may hand in the same files. */
export function keyOf(id: string, path: string, grader: string, settings: Settings): string {
  const { digest } = filesOf(path)
  return createHash('sha256')
    .update(JSON.stringify([id, digest, grader, settings]))
    .digest('hex')
}
