import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** All that tests and what they start write beside the project goes into one folder, which is gone when they are over. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'splitbrain-tests-'))
  // The processes in which tests run inherit it.
  process.env['TMPDIR'] = folder
  return () => {
    rmSync(folder, { recursive: true, force: true })
  }
}
