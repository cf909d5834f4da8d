import type { Address } from '../../../port/index.ts'
import type { Outside } from '../contract.ts'

/** The two servers; the machine of the first lives to begin with. */
export const servers: readonly [primary: Address, backup: Address] = ['s1', 's2']

export const outside: Outside = { switch: 'switch', disk: 'disk' }

/** Clients are `c1`, `c2`…; for the guest they are numbers. Null for any other node. */
export function clientNumber(address: Address): number | null {
  const number = Number(address.slice(1))
  return address.startsWith('c') && Number.isInteger(number) ? number : null
}

export function clientAddress(number: number): Address {
  return `c${number}`
}
