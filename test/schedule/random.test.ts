import seedrandom from 'seedrandom'
import { expect, test } from 'vitest'
import { createRandom } from '../../src/schedule/random.ts'

test.each([0, 1, 17, -3, 0x7fffffff])('seed %s draws the numbers of Alea', (seed) => {
  const random = createRandom(seed)
  const draw = seedrandom.alea(String(seed))
  for (let n = 1; n <= 2_000; n += 1) expect(random.below(n * 1_000)).toBe(Math.floor(draw() * n * 1_000))
})
