import { expect, test } from 'vitest'
import type { Group } from './attack.ts'
import { wrongIn } from './compare.ts'
import { examine } from './examine.ts'

/**
 * Each attack of the group comes to what it must come to. Of a group whose attacks take seconds each, `every` third or so
 * is gone through here; `npm run sandbox` goes through all.
 */
export function holds({ name, attacks }: Group, every = 1): void {
  const chosen = attacks.filter((_, at) => at % every === 0)
  test.each(chosen)(`${name}: $name`, async (attack) => {
    expect(wrongIn(attack, await examine(attack))).toBeNull()
  })
}
