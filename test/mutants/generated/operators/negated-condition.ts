import ts from 'typescript'
import { conditionOf, replaced, type Operator } from '../operator.ts'

/** The condition of an `if` or of `? :`, where it is more than one comparison. */
export const negatedCondition: Operator = {
  name: 'negated-condition',
  title: 'takes a condition the wrong way round',
  edits(node, source) {
    const condition = conditionOf(node)
    if (condition === null || isComparison(condition)) return []
    return [replaced(condition, source, `!(${condition.getText(source)})`)]
  },
}

/** These are swapped instead. */
function isComparison(expression: ts.Expression): boolean {
  return (
    ts.isBinaryExpression(expression) &&
    expression.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken &&
    expression.operatorToken.kind !== ts.SyntaxKind.BarBarToken
  )
}
