import { expect, test } from 'vitest'
import {
  explain,
  explanationLines,
  registerModel,
  unpainted,
  type RegisterInput,
  type RegisterOutput,
  type RegisterValue,
} from '#checker'

test('a name of a file of others does not command the terminal', () => {
  const client = 'a\u001b[31m\nb\u202e'
  const explained = explain<RegisterValue, RegisterInput, RegisterOutput>(
    registerModel(0),
    [
      {
        kind: 'returned',
        client,
        input: { kind: 'read' },
        output: { kind: 'value', value: 1 },
        call: 1,
        return: 2,
      },
    ],
    { stepsMax: 1_000 },
  )
  if (explained.kind !== 'illegal') throw new Error('nobody wrote 1')
  const text = explanationLines(explained, { columns: 80, paint: unpainted }).join('\n')
  expect(text).toContain(String.raw`a\u001b[31m\u000ab\u202e's read() → 1`)
  expect(text).not.toContain('\u001b')
  expect(text).not.toContain('\u202e')
})
