import { parseArgs } from 'node:util'
import { check, linearize } from '#checker'
import { alphabets } from './alphabets.ts'
import { judgeAll } from './judge-all.ts'

/**
 * `npx tsx test/checker/agreement/enumerate.ts [--model NAME] [--alphabet TEXT] [--operations N]`: judges every
 * history of each alphabet (of a model, or with TEXT in its name), up to the size that the alphabet says, or N if that is
 * less. Prints counts, and each disagreement
 * as a line of JSON; the exit code is 1 when there was one.
 */
const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    alphabet: { type: 'string' },
    operations: { type: 'string', default: '5' },
  },
})
const sizeMax = Number(values.operations)

for (const alphabet of alphabets) {
  if (values.model !== undefined && values.model !== alphabet.subject.name) continue
  if (!alphabet.name.includes(values.alphabet ?? '')) continue
  for (let size = 1; size <= Math.min(sizeMax, alphabet.sizes.all); size++) {
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
