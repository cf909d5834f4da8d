import { describe, expect, test } from 'vitest'
import { check, linearize } from '#checker'
import { alphabets } from './agreement/alphabets.ts'
import { enumerate, lettersOf, operationOf } from './agreement/enumeration.ts'
import type { AnyOperation } from './agreement/histories.ts'
import { judgeAll } from './agreement/judge-all.ts'
import { histories, type Placed } from './interval-orders.ts'

const orders = permutationsOf(['①', '②', '③', '④'])

/** By the number of operations: how many histories are linearizable, and how many are not. */
const countsOf: Readonly<Record<string, readonly (readonly [linearizable: number, illegal: number])[]>> = {
  'a register of null, ①, ②, ③': [
    [6, 1],
    [46, 22],
    [515, 481],
    [8_177, 12_271],
  ],
  'a compare-and-set register of null and ①,②,③': [
    [10, 4],
    [239, 283],
    [10_083, 24_172],
  ],
  'a compare-and-set register of null and ①': [
    [8, 3],
    [79, 64],
    [1_063, 1_379],
  ],
  'a random register of null, ①, ②': [
    [6, 1],
    [64, 22],
    [979, 490],
  ],
  'a key/value store with get,put,append': [
    [6, 3],
    [61, 104],
    [926, 3_301],
  ],
  'a key/value store with get,put,delete,cas': [
    [12, 4],
    [240, 239],
    [7_256, 13_056],
  ],
  'a key/value store with get,append,delete,cas': [
    [12, 6],
    [240, 404],
    [7_251, 25_478],
  ],
  'a key/value store that reads null with get,append,delete,cas': [
    [12, 6],
    [238, 400],
    [7_216, 25_262],
  ],
  'a compare-and-set register of null and ①,②,③: changes only': [
    [7, 3],
    [115, 132],
    [3_066, 7_334],
  ],
  'a key/value store with get,put,delete,cas: changes only': [
    [9, 3],
    [138, 114],
    [3_140, 4_448],
  ],
  'a key/value store with get,append,delete,cas: changes only': [
    [9, 5],
    [138, 237],
    [3_163, 11_309],
  ],
  'a counter': [
    [8, 4],
    [74, 100],
    [938, 2_402],
  ],
  'an element of a set': [
    [8, 3],
    [84, 70],
    [1_279, 1_603],
  ],
  'a queue of ①, ②, ③, ④': [
    [4, 1],
    [25, 17],
    [236, 321],
    [3_216, 7_554],
  ],
  'a stack of ①, ②, ③, ④': [
    [4, 1],
    [25, 17],
    [240, 317],
    [3_369, 7_401],
  ],
  'a queue that makes its callers wait': [
    [3, 1],
    [17, 13],
    [148, 215],
    [1_940, 4_553],
  ],
  'a lock of ①, ②, ③, ④': [
    [4, 2],
    [40, 50],
    [645, 1_510],
    [15_580, 61_740],
  ],
  'a list of ①, ②, ③, ④, without repetition': [
    [4, 3],
    [25, 181],
    [248, 16_115],
  ],
  'a list of ①, ②, read while it is short': [
    [4, 3],
    [25, 74],
    [244, 1_767],
  ],
  'a list of ①, ②': [
    [4, 7],
    [25, 264],
    [244, 10_509],
  ],
  'a bank': [
    [8, 6],
    [79, 166],
    [1_060, 4_680],
  ],
}

/** One name for all histories that are the same but for ①, ②, ③, ④ and the order of their operations. */
function orbitOf(history: readonly AnyOperation[]): string {
  const text = history.map((operation) => JSON.stringify({ ...operation, client: '' }))
  const names = orders.map((order) =>
    text
      .map((operation) => operation.replaceAll(/[①②③④]/g, (value) => order['①②③④'.indexOf(value)] ?? value))
      .toSorted()
      .join(),
  )
  return names.toSorted()[0] ?? ''
}

function permutationsOf(values: readonly string[]): readonly (readonly string[])[] {
  if (values.length === 0) return [[]]
  return values.flatMap((value) =>
    permutationsOf(values.filter((other) => other !== value)).map((rest) => [value, ...rest]),
  )
}

describe.each(alphabets)('every history of $name', (alphabet) => {
  const letters = lettersOf(alphabet).toSorted((a, b) => Number(a.isOpen) - Number(b.isOpen))

  test('of one and two operations is enumerated, whatever its values are called', () => {
    for (const size of [1, 2]) {
      const all = new Set<string>()
      for (const placed of histories(size, alphabet.answered.length, alphabet.open.length))
        all.add(orbitOf(placed.map(named)))
      const enumerated = new Set<string>()
      enumerate(alphabet, size, (history) => enumerated.add(orbitOf(history)))
      expect(enumerated).toEqual(all)
    }
  })

  function named({ first, last, kind }: Placed, position: number): AnyOperation {
    const letter = letters[kind]
    if (letter === undefined) throw new Error(`no letter ${kind}`)
    return operationOf(letter, [first, last], position)
  }

  test.each(Array.from({ length: alphabet.sizes.tests }, (_, index) => index + 1))(
    '%i operations: checker, port and every order agree',
    (size) => {
      const { linearizable, illegal, disagreements } = judgeAll({ check, linearize }, alphabet, size)
      expect(disagreements).toEqual([])
      expect([linearizable, illegal]).toEqual(countsOf[alphabet.name]?.[size - 1])
    },
  )
})
