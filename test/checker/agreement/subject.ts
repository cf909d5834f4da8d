import type { Model } from '#checker'
import type { Choices } from './choices.ts'

/**
 * What the agreement tests know of a model. `ways` is a specification of its own, written without the model: it
 * says what a real object, as plain JSON data with all its keys, answers and becomes; several ways where the
 * object has a choice, none where it makes its caller wait.
 */
export type Subject<Reality, Input, Output> = {
  readonly name: string
  // The checker's own state is nobody's business here.
  readonly model: Model<unknown, Input, Output>
  readonly first: Reality
  readonly ways: (reality: Reality, input: Input) => readonly Way<Reality, Output>[]
  readonly input: (choices: Choices) => Input
  /** Any answer that could come back, right or wrong. */
  readonly answer: (choices: Choices, input: Input) => Output
}

export type Way<Reality, Output> = { readonly output: Output; readonly after: Reality }

export type AnySubject = Subject<unknown, unknown, unknown>

/**
 * A subject among others. The casts lose the types of inputs, outputs and states: a model here only ever meets
 * those that its own subject made.
 */
export function subject<State, Reality, Input, Output>(
  definition: Omit<Subject<Reality, Input, Output>, 'model'> & {
    readonly model: Model<State, Input, Output>
  },
): AnySubject {
  return definition as unknown as AnySubject
}

/** The one way of an object that has no choice. */
export function way<Reality, Output>(output: Output, after: Reality): readonly Way<Reality, Output>[] {
  return [{ output, after }]
}
