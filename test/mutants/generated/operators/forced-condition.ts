import { conditionOf, isGuard, replaced, type Operator } from '../operator.ts'

/** The condition of an `if` or of `? :` is `true`, or `false`. */
export const forcedCondition: Operator = {
  name: 'forced-condition',
  title: 'takes a condition for always or never true',
  edits(node, source) {
    const condition = conditionOf(node)
    if (condition === null) return []
    // A guard that never holds is one that is left out.
    const constants = isGuard(node) ? ['true'] : ['true', 'false']
    return constants.map((constant) => replaced(condition, source, constant))
  },
}
