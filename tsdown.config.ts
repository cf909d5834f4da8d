import { readdirSync } from 'node:fs'
import { defineConfig } from 'tsdown'
import { references } from './src/cli/references.ts'

/** What solutions import: `splitbrain/NAME` for each folder of a lab. */
const contracts = readdirSync('src/labs', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }): [string, string] => [name, `src/labs/${name}/index.ts`])

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    cli: 'src/cli/main.ts',
    child: 'src/grade/child/main.ts',
    ...Object.fromEntries(contracts),
    checker: 'checker/index.ts',
    'checker/formats': 'checker/formats/index.ts',
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
