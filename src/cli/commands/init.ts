import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { exitCodes, UsageError, type ExitCode } from '../exit-codes.ts'
import { labs } from '../../labs/index.ts'
import { writeOut } from '../findings.ts'
import { defaults, labNamed } from '../options.ts'
import { print } from '../terminal.ts'

export function addInit(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  program
    .command('init')
    .summary('make a folder with a solution to start from')
    .description(
      'Makes a folder with a solution that compiles and does nothing yet, and what an editor needs.',
    )
    .argument('<dir>', 'the folder; existing files are never overwritten')
    .option('--lab <name>', `what to implement: ${Object.keys(labs).join(', ')}`, defaults.lab)
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx splitbrain init my-solution && npx splitbrain grade my-solution/solution.ts\n' +
        '  $ npx splitbrain init first-steps --lab single-server',
    )
    .action((dir: string, { lab }: { lab: string }) =>
      run(() => Promise.resolve(initCommand(dir, labNamed(lab).name))),
    )
}

/** `packageFolder` is where this splitbrain is, as seen from the new folder. */
function tsconfigFor(packageFolder: string): object {
  return {
    compilerOptions: {
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      allowImportingTsExtensions: true,
      strict: true,
      noEmit: true,
      types: [],
      // Editors know the types before anything is installed.
      paths: {
        'splitbrain/*': ['./node_modules/splitbrain/dist/*.d.ts', `${packageFolder}/dist/*.d.ts`],
      },
    },
    include: ['**/*.ts'],
  }
}

function manifestFor(packageFolder: string): object {
  return {
    private: true,
    type: 'module',
    scripts: {
      start: 'splitbrain hunt solution.ts --watch --budget 1000',
      grade: 'splitbrain grade solution.ts',
      hunt: 'splitbrain hunt solution.ts',
      types: 'tsc',
    },
    devDependencies: {
      // One that was not installed as a package is not in the registry either.
      splitbrain: packageFolder.split('/').includes('node_modules') ? '*' : `file:${packageFolder}`,
      typescript: '*',
    },
  }
}

function initCommand(dir: string, lab: string): ExitCode {
  const packageFolder = relative(resolve(dir), dirname(shipped('package.json'))).replaceAll(sep, '/')
  const files = {
    'solution.ts': readFileSync(shipped(`src/labs/${lab}/starter/solution.ts`), 'utf8'),
    'tsconfig.json': `${JSON.stringify(tsconfigFor(packageFolder), null, 2)}\n`,
    'package.json': `${JSON.stringify(manifestFor(packageFolder), null, 2)}\n`,
  }
  const inTheWay = Object.keys(files).find((name) => existsSync(join(dir, name)))
  if (inTheWay !== undefined) {
    throw new UsageError(`${join(dir, inTheWay)} exists already and is left as it is: name another folder`)
  }
  if (!existsSync(dir)) mkdirSync(dir, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeOut(join(dir, name), text)
  print(
    `Made ${Object.keys(files).join(', ')} in ${dir}. Next:\n\n  npx splitbrain grade ${join(dir, 'solution.ts')}\n\n` +
      `or, to hunt again whenever a file changes:\n\n  cd ${dir} && npm install && npm start`,
  )
  return exitCodes.held
}

/** A file of this package: one folder up where it is built, three up in its sources. */
function shipped(path: string): string {
  const candidates = ['../', '../../../'].map((up) => fileURLToPath(new URL(up + path, import.meta.url)))
  const found = candidates.find((file) => existsSync(file))
  if (found === undefined) throw new Error(`expected ${path} at ${candidates.join(' or ')}`)
  return found
}
