import type { Place } from './order.ts'
import { shortenedTo } from './paint.ts'

/** What the sentences are made of; operations come as `ann's get("x") → "1"`, states as the model has them. */
export type Story<State> = {
  readonly unplaceable: string
  /** The others, in an order. */
  readonly order: readonly string[]
  readonly places: readonly Place<State>[]
  readonly describeState: (state: State) => string
}

/** More than these are counted, not listed. */
const statesMax = 4
const placesMax = 2
/** A longer name of a state or an operation is cut in the middle. */
const nameColumnsMax = 72

/** Why an operation has no place in an order, each sentence about a part of the places. */
export function sentencesOf<State>(story: Story<State>): readonly string[] {
  const { unplaceable, order, places, describeState } = story
  const stateOf = (state: State): string => shortened(describeState(state))
  const whereOf = (after: number): string => (after === 0 ? 'first' : `after ${order[after - 1] ?? ''}`)
  const states: string[] = []
  const sentences: string[] = []
  let later = 0
  for (const { after, state, fails } of places) {
    switch (fails.kind) {
      case 'itself':
        states.push(stateOf(state))
        break
      case 'seen':
        sentences.push(
          `Others saw the effect of ${unplaceable}: it comes ${whereOf(after)}, ` +
            `in the state ${stateOf(state)}, and cannot have its answer there.`,
        )
        break
      case 'later':
        later += 1
        if (later > placesMax) break
        sentences.push(
          `If ${unplaceable} came ${whereOf(after)}, in the state ${stateOf(state)}, ` +
            `${order[fails.at] ?? ''} would meet the state ${stateOf(fails.state)} ` +
            'and could not have its answer there.',
        )
        break
      default:
        fails satisfies never
    }
  }
  if (later > placesMax) sentences.push(`So it is in ${later - placesMax} more places.`)
  const before = order[(places[0]?.after ?? 0) - 1]
  return states.length === 0 ? sentences : [cannotAnswer(unplaceable, before, states), ...sentences]
}

function cannotAnswer(unplaceable: string, before: string | undefined, states: readonly string[]): string {
  const distinct = [...new Set(states)]
  const called =
    before === undefined
      ? `${unplaceable} may come first`
      : `${unplaceable} was called after ${before} had returned`
  if (distinct.length === 1) {
    const whenever = states.length === 1 ? '' : ' wherever it comes'
    return `${called}: it meets the state ${listed(distinct)}${whenever}, and cannot have its answer there.`
  }
  return `${called}: it meets one of the states ${listed(distinct)}, and cannot have its answer in any.`
}

export function shortened(name: string): string {
  return shortenedTo(nameColumnsMax, name)
}

function listed(names: readonly string[]): string {
  const more = names.length - statesMax
  const shown = more > 1 ? names.slice(0, statesMax) : names
  const last = shown.length === names.length ? names.at(-1) : `${more} more`
  const rest = shown.length === names.length ? shown.slice(0, -1) : shown
  return rest.length === 0 ? (last ?? '') : `${rest.join(', ')} and ${last}`
}
