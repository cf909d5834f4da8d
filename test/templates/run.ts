import { buildSync } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { example, root, type Ran } from '../cli/run.ts'

export const templates = join(root, 'templates')

/** What is built, as a command. */
export const built = join(root, 'dist/cli.js')

/** Runs a script of a template. It finds the Node of these tests, and what is put before it into the path. */
export function run(
  script: string,
  { cwd, env, path }: { cwd: string; env: Readonly<Record<string, string>>; path?: string },
): Ran {
  const paths = [...(path === undefined ? [] : [path]), dirname(process.execPath), process.env['PATH'] ?? '']
  const { status, stdout, stderr } = spawnSync('bash', [join(templates, script)], {
    cwd,
    encoding: 'utf8',
    env: { PATH: paths.join(':'), NO_COLOR: '1', ...env },
  })
  return { code: status, out: stdout, err: stderr }
}

/** A command that does what the lines say. */
export function command(file: string, ...lines: readonly string[]): string {
  writeFileSync(file, ['#!/usr/bin/env bash', ...lines, ''].join('\n'))
  chmodSync(file, 0o755)
  return file
}

/** `splitbrain` as it is built. */
export function splitbrainAt(file: string): string {
  return command(file, `exec "${process.execPath}" "${built}" "$@"`)
}

/** An example as one file, as somebody hands it in who has nothing else of this repository. */
export function handedIn(name: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [example(name)],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}
