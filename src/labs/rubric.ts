/** What a solution is graded by. Plain data: a course may have its own as a JSON file. */
export interface Rubric {
  readonly lab: string
  readonly items: readonly RubricItem[]
}

export interface RubricItem {
  /** Kebab-case, unique in the rubric. */
  readonly id: string
  readonly title: string
  /** 0 or more. */
  readonly points: number
  readonly check: Check
}

export type Check =
  /** The scenario of that name is survived, or gets stuck in the way that it must. */
  | { readonly kind: 'scenario'; readonly name: string }
  /** The hunt finds no schedule that breaks the property. */
  | { readonly kind: 'property'; readonly name: string }

/** An item that is a scenario of the lecture; it has the scenario's name. */
export function scenarioItem(name: string, points: number, title: string): RubricItem {
  return { id: name, title, points, check: { kind: 'scenario', name } }
}

/** An item that is a property; it has the property's name. */
export function propertyItem(name: string, points: number, title: string): RubricItem {
  return { id: name, title, points, check: { kind: 'property', name } }
}
