import type { Model } from '../model.ts'
import type { Operation } from '../operation.ts'
import type { Encoding } from './encoding.ts'
import { encodeAny, ModelSteps } from './generic.ts'
import { judgeInTurn } from './in-turn.ts'
import { Full } from './ints.ts'
import { ModelRace } from './model-race.ts'
import type { Found } from './search.ts'

/** What is known of one group. `order`, if asked for and there is one: positions in the group. */
export type Judged = {
  readonly found: Found
  readonly stepsSpent: number
  readonly order: readonly number[] | undefined
  /** Was there an operation that may be none of the model's? See `Encoding.isOdd`. */
  readonly isOdd: boolean
}

/** Judges one group within `stepsMax` steps; `shows` asks for the order. */
export type Judge<Input, Output> = (
  group: readonly Operation<Input, Output>[],
  stepsMax: number,
  shows: boolean,
) => Judged

/** How `check` judges the groups of a model: in turn, by the first algorithm that applies, by its engine, or the search. */
export function judgeOf<State, Input, Output>(model: Model<State, Input, Output>): Judge<Input, Output> {
  const { algorithms = [], engine } = model
  const search: Judge<Input, Output> =
    engine?.judge ?? ((group, stepsMax, shows) => judgeAny(model, group, stepsMax, shows))
  return (group, stepsMax, shows) => {
    const judged = judgeInTurn(model, group, shows)
    if (judged !== undefined) return judged
    for (const { decide, linearize } of algorithms) {
      const decision = decide(group)
      if (decision !== undefined) {
        return decided(decision, group.length, shows, false, () => linearize(group))
      }
    }
    return search(group, stepsMax, shows)
  }
}

/**
 * Kept for the next group: a short history costs little more than its search. For one that has grown large there is a new
 * one: where no object of a class is left, V8 throws away what it has compiled for them.
 */
let idle: ModelRace | undefined
export const capacityKeptMax = 1 << 20

/** The generic search: by `step` and `key` alone. */
function judgeAny<State, Input, Output>(
  model: Model<State, Input, Output>,
  group: readonly Operation<Input, Output>[],
  stepsMax: number,
  shows: boolean,
): Judged {
  // Taken away while in use: a model's step may check another history.
  const race = idle ?? new ModelRace()
  idle = undefined
  const { encoding, timeline, known } = race
  encoding.reset(group.length)
  known.reset()
  encodeAny(model, group, encoding)
  timeline.lay(encoding)
  race.reset(new ModelSteps(model, group, encoding, known), shows)
  const judged = searched(race, stepsMax, shows, () => race.order())
  idle = race.capacity <= capacityKeptMax ? race : new ModelRace()
  return judged
}

/** What an algorithm has decided: it looks at each operation once. */
export function decided(
  decision: boolean,
  stepsSpent: number,
  shows: boolean,
  isOdd: boolean,
  linearize: () => readonly number[],
): Judged {
  const found = decision ? 'linearizable' : 'illegal'
  return { found, stepsSpent, order: decision && shows ? linearize() : undefined, isOdd }
}

type AnySearch = {
  readonly encoding: Encoding
  readonly stepsSpent: number
  readonly run: (stepsMax: number) => Found
}

/** What a search says of the group that is laid out; `linearize` is asked for an order when it has found one. */
export function searched(
  search: AnySearch,
  stepsMax: number,
  shows: boolean,
  linearize: () => readonly number[],
): Judged {
  const found = foundBy(search, stepsMax)
  const order = found === 'linearizable' && shows ? linearize() : undefined
  return { found, stepsSpent: search.stepsSpent, order, isOdd: search.encoding.isOdd }
}

function foundBy(search: AnySearch, stepsMax: number): Found {
  try {
    return search.run(stepsMax)
  } catch (error) {
    if (error instanceof Full) return 'full'
    throw error
  }
}
