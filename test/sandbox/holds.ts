import { expect, test } from 'vitest'
import type { Group } from './attack.ts'
import { wrongIn } from './compare.ts'
import { examine } from './examine.ts'

/** Each attack of the group comes to what it must come to. */
export function holds({ name, attacks }: Group): void {
  test.each(attacks)(`${name}: $name`, async (attack) => {
    expect(wrongIn(attack, await examine(attack))).toBeNull()
  })
}
