import type { Operation, RegisterInput, RegisterOutput } from '#checker'

export type RegisterOperation = Operation<RegisterInput, RegisterOutput>

export function write(value: number, call: number, end: number): RegisterOperation {
  const input = { kind: 'write', value } as const
  return { kind: 'returned', client: 'c', input, output: { kind: 'written' }, call, return: end }
}

export function read(value: number, call: number, end: number): RegisterOperation {
  const output = { kind: 'value', value } as const
  return { kind: 'returned', client: 'c', input: { kind: 'read' }, output, call, return: end }
}

export function pendingWrite(value: number, call: number): RegisterOperation {
  return { kind: 'pending', client: 'c', input: { kind: 'write', value }, call }
}
