import type { History } from '../operation.ts'
import type { ModelName } from './vocabulary.ts'

/** An operation as a line of our own format, with its newline. */
export function jsonlLine(operation: History<object, object>[number]): string {
  const { kind, client, input, call } = operation
  switch (operation.kind) {
    case 'returned':
      return line({ kind, client, input, output: operation.output, call, return: operation.return })
    case 'pending':
      return line({ kind, client, input, call })
    case 'failed':
      return line({ kind, client, input, call, return: operation.return })
    default:
      return operation satisfies never
  }
}

/** The first line, where there is something to say: the model, and what it starts from. */
export function jsonlHeader(
  says: { readonly model: ModelName } | { readonly model: ModelName; readonly initial: unknown },
): string {
  return line({ kind: 'history', version: 1, ...says })
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`
}
