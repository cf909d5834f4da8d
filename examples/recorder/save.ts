import { writeFileSync } from 'node:fs'
import { jsonlHeader, jsonlLine } from 'splitbrain/checker/formats'
import { record } from './record.ts'
import { createStore } from './store.ts'

const history = await record(createStore({ cached: true }))
const lines = [jsonlHeader({ model: 'key-value' }), ...history.map(jsonlLine)]
writeFileSync('history.jsonl', lines.join(''))
