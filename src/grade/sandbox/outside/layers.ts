import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'

/**
 * What keeps a solution from the machine. `realm` and `process` are always there: what the language gives is locked, and
 * the process is killed on its limits. The others are added where the platform has them.
 */
export type Layer = 'realm' | 'process' | 'permission' | 'bubblewrap'

interface Layered {
  readonly command: string
  readonly args: readonly string[]
  readonly layers: readonly Layer[]
}

/** The layers that every solution on this machine has around it. */
export function layersHere(): readonly Layer[] {
  return layersFor({ entry: '', heapMbMax: 0 }).layers
}

interface Layering {
  readonly entry: string
  readonly heapMbMax: number
}

/** The command that runs the process of a solution, with all the layers that this machine has. */
export function layersFor({ entry, heapMbMax }: Layering): Layered {
  const node = [...permissionFlags(dirname(entry)), `--max-old-space-size=${heapMbMax}`, entry]
  const layers: Layer[] = ['realm', 'process', 'permission']
  if (!hasBubblewrap()) return { command: process.execPath, args: node, layers }
  return {
    command: 'bwrap',
    args: [...bubblewrapFlags, process.execPath, ...node],
    layers: [...layers, 'bubblewrap'],
  }
}

/** Node's own permissions: it may read its scripts and have a watchdog thread; no writing, no processes, no addons. */
function permissionFlags(folder: string): readonly string[] {
  const [major = 0] = process.versions.node.split('.').map(Number)
  const flag = major >= 24 ? '--permission' : '--experimental-permission'
  return [flag, `--allow-fs-read=${folder}/*`, '--allow-worker', '--no-warnings']
}

/** Namespaces of its own: no network, no other processes, nothing to write to. Dies with its parent. */
const bubblewrapFlags = [
  '--unshare-all',
  '--die-with-parent',
  '--ro-bind',
  '/',
  '/',
  '--dev',
  '/dev',
  '--proc',
  '/proc',
  '--tmpfs',
  '/tmp',
]

let isThere: boolean | null = null

/** Whether bubblewrap is installed and may make namespaces here: containers often forbid it. */
function hasBubblewrap(): boolean {
  isThere ??=
    process.platform === 'linux' &&
    spawnSync('bwrap', [...bubblewrapFlags, process.execPath, '--version'], { stdio: 'ignore' }).status === 0
  return isThere
}
