import { explain, explanationLines, unpainted } from 'splitbrain/checker/explain'
import { keyValueModel } from 'splitbrain/checker/models'
import { record } from './record.ts'
import { createStore } from './store.ts'

const history = await record(createStore({ cached: true }))
const explained = explain(keyValueModel, history, { stepsMax: 1_000_000 })
if (explained.kind === 'illegal') {
  console.log(explanationLines(explained, { columns: 80, paint: unpainted }).join('\n'))
}
