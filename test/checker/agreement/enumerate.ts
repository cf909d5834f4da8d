import { check, linearize } from '#checker'
import { script } from '../../../bench/script.ts'
import { positive } from '../../../src/cli/options.ts'
import { alphabets } from './alphabets.ts'
import { judgeAll } from './judge-all.ts'

interface Options {
  readonly model?: string
  readonly alphabet: string
  readonly operations: number
  readonly huge: boolean
}

const options = script(
  'npx tsx test/checker/agreement/enumerate.ts',
  'Judges every history of each alphabet, up to the size that it says. Prints counts, and each disagreement as a ' +
    'line of JSON; the exit code is 1 when there was one.',
)
  .option('--model <name>', 'only alphabets of this model')
  .option('--alphabet <text>', 'only those with this text in their names', '')
  .option('--operations <n>', 'histories of at most so many operations', positive, 5)
  .option('--huge', 'also where those are hundreds of millions, which takes hours', false)
  .parse()
  .opts<Options>()
const { model, operations } = options

for (const alphabet of alphabets) {
  if (model !== undefined && model !== alphabet.subject.name) continue
  if (!alphabet.name.includes(options.alphabet)) continue
  for (let size = 1; size <= Math.min(operations, options.huge ? Infinity : alphabet.sizes.all); size++) {
    const start = Date.now()
    const found = judgeAll({ check, linearize }, alphabet, size)
    const seconds = ((Date.now() - start) / 1_000).toFixed(1)
    console.log(
      `${alphabet.name}, ${size} operations: ${found.linearizable} linearizable, ${found.illegal} illegal, ` +
        `${found.disagreements.length} disagreements, ${seconds} s`,
    )
    for (const disagreement of found.disagreements) console.log(JSON.stringify(disagreement))
    if (found.disagreements.length > 0) process.exitCode = 1
  }
}
