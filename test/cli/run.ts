import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const root = new URL('../..', import.meta.url).pathname

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Of a command: the same on a terminal and in CI, which paints where no terminal is. */
export const environment = { PATH: process.env['PATH'] ?? '', NO_COLOR: '1' }

/** Runs the built command line in a folder, as a user would, without colours. */
export function splitbrain(args: readonly string[], cwd = root): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
    cwd,
    encoding: 'utf8',
    env: environment,
  })
  return { code: status, out: stdout, err: stderr }
}

export function scratch(): string {
  return mkdtempSync(join(tmpdir(), 'splitbrain-'))
}

export function example(name: string): string {
  return join(root, 'examples/solutions', `${name}.ts`)
}
