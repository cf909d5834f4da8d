import { defineConfig } from 'tsdown'
import { references } from './src/cli/references.ts'

/** What solutions import: `splitbrain/LAB`. */
const contracts = Object.keys(references).map((lab): [string, string] => [lab, `src/labs/${lab}/index.ts`])

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    cli: 'src/cli/main.ts',
    child: 'src/grade/child/main.ts',
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
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: true,
  sourcemap: true,
  fixedExtension: false,
})
