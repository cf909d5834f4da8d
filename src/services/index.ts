export type { Service } from './service.ts'
export { UnknownCommand } from './service.ts'
export type { KeyValueCommand } from './key-value.ts'
export { keyValue } from './key-value.ts'
