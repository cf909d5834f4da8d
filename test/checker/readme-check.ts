import { check, type History } from 'splitbrain/checker'
import { explain, explanationLines, unpainted } from 'splitbrain/checker/explain'
import { keyValueModel, type KeyValueInput, type KeyValueOutput } from 'splitbrain/checker/models'

const history: History<KeyValueInput, KeyValueOutput> = [
  {
    kind: 'returned',
    client: 'ann',
    input: { kind: 'put', key: 'x', value: '1' },
    output: { kind: 'done' },
    call: 1,
    return: 3,
  },
  { kind: 'pending', client: 'bob', input: { kind: 'put', key: 'x', value: '2' }, call: 4 },
  {
    kind: 'returned',
    client: 'cid',
    input: { kind: 'get', key: 'x' },
    output: { kind: 'value', value: '2' },
    call: 5,
    return: 7,
  },
  {
    kind: 'returned',
    client: 'ann',
    input: { kind: 'get', key: 'x' },
    output: { kind: 'value', value: '1' },
    call: 8,
    return: 9,
  },
]

const verdict = check(keyValueModel, history, { stepsMax: 1_000_000 })
console.log(verdict.kind)

const explained = explain(keyValueModel, history, { stepsMax: 1_000_000 })
if (explained.kind === 'illegal') {
  console.log(explanationLines(explained, { columns: 80, paint: unpainted }).join('\n'))
}
