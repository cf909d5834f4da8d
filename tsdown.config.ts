import { defineConfig } from 'tsdown'
import { references } from './src/cli/references.ts'

/** What solutions import: `splitbrain/LAB`. */
const contracts = Object.keys(references).map((lab): [string, string] => [lab, `src/labs/${lab}/index.ts`])

const common = {
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  fixedExtension: false,
} as const

/** The process that runs a solution may read this folder and nothing else: whatever it needs is in it. */
const sandbox = {
  ...common,
  entry: { main: 'src/grade/sandbox/inside/main.ts' },
  outDir: 'dist/sandbox',
  noExternal: [/.*/],
  dts: false,
}

const main = {
  ...common,
  dts: true,
  entry: {
    index: 'src/index.ts',
    cli: 'src/cli/main.ts',
    examiner: 'src/grade/examiner/main.ts',
    'type-checker': 'src/grade/solution/types/main.ts',
    ...Object.fromEntries(contracts),
    checker: 'checker/core.ts',
    ...Object.fromEntries(
      ['models', 'explain', 'port', 'formats'].map((part) => [`checker/${part}`, `checker/${part}/index.ts`]),
    ),
    vitest: 'src/vitest.ts',
    ...Object.fromEntries(
      Object.entries(references).map(([lab, folder]) => [
        `reference/${lab}`,
        `src/reference/${folder}/index.ts`,
      ]),
    ),
  },
}

export default defineConfig([main, sandbox])
