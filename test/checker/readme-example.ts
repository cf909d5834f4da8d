import { checkOperations, illegal, legal, type Model, type Operation } from 'splitbrain/checker'

type Input = 'increment' | 'get'
type Output = number | 'ok'

const counter: Model<number, Input, Output> = {
  init: () => 0,
  step: (count, input, outcome) => {
    const answer = input === 'increment' ? 'ok' : count
    if (outcome.kind === 'returned' && outcome.value !== answer) return illegal
    return legal(input === 'increment' ? count + 1 : count)
  },
  key: (count) => count,
  describeOperation: (input, outcome) => `${input} → ${outcome.kind === 'returned' ? outcome.value : '?'}`,
  describeState: (count) => `count ${count}`,
}

const history: readonly Operation<Input, Output>[] = [
  { kind: 'returned', client: 'ann', input: 'increment', output: 'ok', call: 1, return: 4 },
  { kind: 'pending', client: 'bob', input: 'increment', call: 2 },
  { kind: 'returned', client: 'cid', input: 'get', output: 2, call: 3, return: 5 },
  { kind: 'returned', client: 'ann', input: 'get', output: 1, call: 6, return: 7 },
]

const verdict = checkOperations(counter, history, { stepsMax: 1_000_000 })
if (verdict.kind === 'illegal') {
  const { client, input, output } = verdict.unplaceable
  const shown = counter.describeOperation(input, { kind: 'returned', value: output })
  console.log(`${client}'s ${shown} cannot be placed after`)
  for (const operation of verdict.longest) console.log(`  ${operation.client}'s ${operation.input}`)
}
