// Answers the benchmark's requests with the port: a model for a checker of your own, in any language.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { models } from 'splitbrain/checker/models'
import { checkOperations } from 'splitbrain/checker/port'

let loaded = { file: '', operations: [] }
for await (const line of createInterface(process.stdin)) {
  const { model, file, rounds } = JSON.parse(line)
  if (loaded.file !== file) {
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    loaded = { file, operations: lines.map((text) => JSON.parse(text)) }
  }
  let verdict = 'unknown'
  const start = process.hrtime.bigint()
  for (let round = 0; round < rounds; round++) {
    verdict = checkOperations(models[model].create(), loaded.operations, { stepsMax: 100_000_000 }).kind
  }
  const nanoseconds = Number(process.hrtime.bigint() - start)
  console.log(JSON.stringify({ verdict: verdict === 'undecided' ? 'unknown' : verdict, nanoseconds }))
}
