import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    cli: 'src/cli/main.ts',
    child: 'src/grade/child/main.ts',
    'primary-backup': 'src/labs/primary-backup/index.ts',
    'single-server': 'src/labs/single-server/index.ts',
    checker: 'checker/index.ts',
    'checker/formats': 'checker/formats/index.ts',
    vitest: 'src/vitest.ts',
  },
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: true,
  sourcemap: true,
  fixedExtension: false,
})
