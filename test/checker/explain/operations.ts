import type { KeyValueInput, KeyValueOutput, Operation } from '#checker'

export function returned<Input, Output>(
  client: string,
  input: Input,
  output: Output,
  call: number,
  end: number,
) {
  return { kind: 'returned', client, input, output, call, return: end } as const
}

export type KeyValueOperation = Operation<KeyValueInput, KeyValueOutput>

export function put(
  client: string,
  key: string,
  value: string,
  call: number,
  end: number,
): KeyValueOperation {
  return returned(client, { kind: 'put', key, value }, { kind: 'done' }, call, end)
}

export function get(
  client: string,
  key: string,
  value: string,
  call: number,
  end: number,
): KeyValueOperation {
  return returned(client, { kind: 'get', key }, { kind: 'value', value }, call, end)
}
