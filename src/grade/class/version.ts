import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

/**
 * Which grader this is: its version, and a digest of its code and of the versions of what it depends on, such as
 * `0.1.0+1f0c4de9a2b7`. A grader built anew from other sources is another one, though nobody gave it a new number.
 */
export function graderVersion(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const root = packageRoot(here)
  const { version, dependencies } = readManifest(join(root, 'package.json'))
  const hash = createHash('sha256')
  for (const file of codeOf(root, here))
    hash.update(JSON.stringify([file, readFileSync(join(root, file), 'utf8')]))
  for (const name of Object.keys(dependencies).toSorted())
    hash.update(JSON.stringify([name, installed(name, root)]))
  return `${version}+${hash.digest('hex').slice(0, 12)}`
}

function packageRoot(folder: string): string {
  const file = join(folder, 'package.json')
  if (existsSync(file) && readManifest(file).name === 'splitbrain') return folder
  const above = dirname(folder)
  if (above !== folder) return packageRoot(above)
  throw new Error('expected the package.json of splitbrain above its code, found none: install it again')
}

function readManifest(file: string): Manifest {
  // Of a package that npm has installed.
  return {
    name: '',
    version: 'unknown',
    dependencies: {},
    ...(JSON.parse(readFileSync(file, 'utf8')) as object),
  }
}

/** The built files where these are run, and the sources where those are; relative to the root. */
function codeOf(root: string, here: string): readonly string[] {
  const isBuilt = here.startsWith(join(root, 'dist'))
  const folders = isBuilt ? ['dist'] : ['src', 'checker', 'properties']
  const isCode = isBuilt ? /\.js$/ : /\.ts$/
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => isCode.test(file))
    .map((file) => file.split(sep).join('/'))
    .toSorted()
}

/** The version that `import` finds from the root, as node looks for it: in the folder, or in one above. */
function installed(name: string, folder: string): string {
  const file = join(folder, 'node_modules', name, 'package.json')
  if (existsSync(file)) return readManifest(file).version
  const above = dirname(folder)
  return above === folder ? 'none' : installed(name, above)
}
