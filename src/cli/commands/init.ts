import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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

const tsconfig = {
  compilerOptions: {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    allowImportingTsExtensions: true,
    strict: true,
    noEmit: true,
    types: [],
  },
  include: ['*.ts'],
}

const manifest = {
  private: true,
  type: 'module',
  scripts: { grade: 'splitbrain grade solution.ts', hunt: 'splitbrain hunt solution.ts' },
  devDependencies: { splitbrain: '*', typescript: '*' },
}

function initCommand(dir: string, lab: string): ExitCode {
  const files = {
    'solution.ts': readFileSync(starterFile(lab), 'utf8'),
    'tsconfig.json': `${JSON.stringify(tsconfig, null, 2)}\n`,
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
  }
  const inTheWay = Object.keys(files).find((name) => existsSync(join(dir, name)))
  if (inTheWay !== undefined) {
    throw new UsageError(`${join(dir, inTheWay)} exists already and is left as it is: name another folder`)
  }
  if (!existsSync(dir)) mkdirSync(dir, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeOut(join(dir, name), text)
  print(
    `Made ${Object.keys(files).join(', ')} in ${dir}. Next:\n\n  npx splitbrain grade ${join(dir, 'solution.ts')}`,
  )
  return exitCodes.held
}

/** The starter's source: shipped with the package, beside the labs. */
function starterFile(lab: string): string {
  const inLabs = `labs/${lab}/starter/solution.ts`
  const candidates = [`../../${inLabs}`, `../src/${inLabs}`].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  const found = candidates.find((path) => existsSync(path))
  if (found === undefined) throw new Error(`expected the starter at ${candidates.join(' or ')}`)
  return found
}
