import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { buildSync, type BuildOptions } from 'esbuild'
import { root } from '../../cli/run.ts'

/** A submission as the files of a folder of its own, by their paths in it; one of them is `solution.ts`. */
export interface HandedIn {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
}

/** What people hand in: right solutions and wrong variants of the lab `primary-backup`, in an order that mixes them. */
export function handedIn(): readonly HandedIn[] {
  const references = ['hot-standby', 'cold-standby', 'log-transfer'].map((name) =>
    made(name, `src/reference/${name}/index.ts`, ''),
  )
  const right = importedBy('test/correct/primary-backup/index.ts').map((file) => made(nameOf(file), file, ''))
  const folder = 'test/mutants/primary-backup'
  const wrong = ['', 'cold-standby', 'log-transfer']
    .flatMap((part) => readdirSync(join(root, folder, part)).map((file) => join(folder, part, file)))
    // One that replicates another service, or brings the run that shows it, is more than a solution.
    .filter((file) => /\/[a-z]+\d+[a-z]?-[^/]*\.ts$/.test(file))
    .filter((file) => !/service:|directed\.ts/.test(readFileSync(join(root, file), 'utf8')))
    .map((file) => made(nameOf(file), file, '.solution'))
  const good = [...references, ...right]
  return wrong.flatMap((each, i) => (i % 8 === 0 && good.length > 0 ? [...good.splice(0, 1), each] : [each]))
}

/** What nobody should run: solutions that hang, hoard, reach for what is not theirs, or are none. */
export function hostile(): readonly HandedIn[] {
  const folder = 'test/grade/fixtures'
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => made(nameOf(file), join(folder, file), ''))
}

/** Writes submissions below a folder, `NAME/solution.ts`. Returns their paths. */
export function handIn(folder: string, submissions: readonly HandedIn[]): readonly string[] {
  return submissions.map(({ name, files }) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name, path)), { recursive: true })
      writeFileSync(join(folder, name, path), text)
    }
    return join(folder, name, 'solution.ts')
  })
}

/**
 * The same as one file of JavaScript each, `NAME/solution.js`, which is graded sooner: it has no types to be checked. What
 * cannot be bundled is handed in as it is.
 */
export function handInBundled(folder: string, submissions: readonly HandedIn[]): readonly string[] {
  const sources = mkdtempSync(join(tmpdir(), 'splitbrain-'))
  const options = {
    bundle: true,
    format: 'esm' as const,
    external: ['splitbrain/*'],
    logLevel: 'silent' as const,
  } satisfies BuildOptions
  const paths = submissions.map((submission) => {
    const [path = ''] = handIn(sources, [submission])
    const outfile = join(folder, relative(sources, path).replace(/\.ts$/, '.js'))
    try {
      buildSync({ ...options, entryPoints: [path], outfile })
      return outfile
    } catch {
      return handIn(folder, [submission])[0] ?? ''
    }
  })
  rmSync(sources, { recursive: true })
  return paths
}

/** A file of ours as a submission: it and all that it imports, but for the contract, which comes from splitbrain. */
function made(name: string, file: string, member: string): HandedIn {
  const files: Record<string, string> = {
    'solution.ts': `import handedIn from './${file}'\n\nexport default handedIn${member}\n`,
  }
  const open = [file]
  for (const path of open) {
    const text = solutionOnly(readFileSync(join(root, path), 'utf8'))
    files[path] = text.replace(/'[^']*\/labs\/([a-z-]+)\/index\.ts'/g, "'splitbrain/$1'")
    const imported = importsIn(text, path).filter((each) => !each.startsWith('src/labs/'))
    open.push(...imported.filter((each) => !open.includes(each)))
  }
  return { name, files }
}

/** A wrong variant says of itself what it is, in words that are not a solution's. */
function solutionOnly(text: string): string {
  return text
    .replace(/^import type \{[^}]*Mutant[^}]*\} from .*\n/m, '')
    .replace(/ satisfies \w*Mutant\b/, '')
}

function importedBy(file: string): readonly string[] {
  return importsIn(readFileSync(join(root, file), 'utf8'), file).filter((each) =>
    each.startsWith(dirname(file)),
  )
}

function importsIn(text: string, file: string): readonly string[] {
  const found = [...text.matchAll(/from '(\.[^']*)'/g)].map(([, to]) =>
    relative(root, join(root, dirname(file), to ?? '')),
  )
  return found.filter((path) => existsSync(join(root, path)))
}

function nameOf(file: string): string {
  return basename(file) === 'index.ts' ? basename(dirname(file)) : basename(file, '.ts')
}
