import { keyValue } from './key-value.ts'
import type { Service } from './service.ts'

export type { Chance, Service } from './service.ts'
export type { KeyValueCommand } from './key-value.ts'
export { keyValue } from './key-value.ts'

/** Everything that can be replicated, by name. */
export const services: Readonly<Record<string, Service>> = { [keyValue.name]: keyValue }
