import { realpathSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Of splitbrain: this script is there three folders deep, or, built, in `dist`. */
export const packageFolder = realpathSync(
  fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../..' : '..', import.meta.url)),
)

/** What the files of a solution must lie in. Our own examples, tests and references share files. */
export function rootOf(folder: string): string {
  const isOurs = ['examples', 'test', 'dist'].some((room) => isWithin(join(packageFolder, room), folder))
  return isOurs ? packageFolder : folder
}

export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path
}
