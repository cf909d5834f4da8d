import type { Model } from '../model.ts'
import { bankModel, type Balances } from '../models/bank.ts'
import { models } from '../models/catalogue.ts'
import { keyValueModelWith } from '../models/key-value.ts'
import { registerModel, type RegisterValue } from '../models/register.ts'
import type { Recording } from './reading.ts'
import { isOfType, type ModelName } from './vocabulary.ts'

/** A model for operations that a reader has let through. */
export type AnyModel = Model<unknown, unknown, unknown>

/**
 * The model of that name for a recording, starting from what the recording says: what a register holds (null when
 * unsaid), what a key/value store answers where nothing is ('' when unsaid, or null if the recording has a get that
 * answers null), what is on each account of a bank, which must be said. The others have nothing to choose. A text
 * instead of a model says what is wrong.
 */
export function modelFor(name: ModelName, recording: Recording<unknown, unknown>): AnyModel | string {
  const { initial, operations } = recording
  if (initial.kind === 'unsaid') {
    if (name === 'bank') return 'a bank needs its balances at first: say them in the first line, as "initial"'
    if (name === 'key-value' && operations.some(isNull)) return of(keyValueModelWith(null))
    return models[name].create() as unknown as AnyModel
  }
  const { value } = initial
  // The casts: `isOfType` has just looked.
  if (name === 'register' && isOfType('scalar', value)) return of(registerModel(value as RegisterValue))
  if (name === 'key-value' && isOfType('text?', value)) return of(keyValueModelWith(value as string | null))
  if (name === 'bank' && isOfType('amounts', value)) return of(bankModel(value as Balances))
  return `the model ${name} cannot start from ${JSON.stringify(value)}: ${expected[name] ?? 'leave it out'}`
}

const expected: Partial<Record<ModelName, string>> = {
  register: 'expected a text, a whole number, a truth value or null',
  'key-value': 'expected what a get answers where nothing is, "" or null',
  bank: 'expected an object of accounts and whole numbers',
}

/** The cast: readers let only operations of the model through. */
function of<State, Input, Output>(model: Model<State, Input, Output>): AnyModel {
  return model as unknown as AnyModel
}

function isNull(operation: Recording<unknown, unknown>['operations'][number]): boolean {
  if (operation.kind !== 'returned') return false
  // The cast: answers are objects.
  const output = operation.output as { readonly value?: unknown }
  return output.value === null
}
