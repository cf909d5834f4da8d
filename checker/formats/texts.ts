import type { CasInput, CasOutput } from '../models/cas-register.ts'
import type { KeyValueInput, KeyValueOutput } from '../models/key-value.ts'
import type { Operation } from '../operation.ts'
import { jepsenLogReader } from './jepsen-log.ts'
import { porcupineLogReader } from './porcupine-log.ts'
import { readWhole, type Malformed, type Reading } from './reading.ts'

/** A history for `check`, or the first line that cannot be understood. */
export type LogReading<Input, Output> =
  { readonly kind: 'history'; readonly operations: readonly Operation<Input, Output>[] } | Malformed

/** Reads Jepsen's text log, for `casRegisterModel`. What did not happen is left out. */
export function readJepsenLog(text: string): LogReading<CasInput, CasOutput> {
  return happened(readWhole(jepsenLogReader('cas-register'), text))
}

/** Reads Porcupine's key/value log, for `keyValueModel`. */
export function readKeyValueLog(text: string): LogReading<KeyValueInput, KeyValueOutput> {
  return happened(readWhole(porcupineLogReader('key-value'), text))
}

function happened<Input, Output>(reading: Reading<Input, Output>): LogReading<Input, Output> {
  if (reading.kind === 'malformed') return reading
  return {
    kind: 'history',
    operations: reading.operations.filter(
      (operation): operation is Operation<Input, Output> => operation.kind !== 'failed',
    ),
  }
}
