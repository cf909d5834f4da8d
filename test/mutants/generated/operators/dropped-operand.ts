import ts from 'typescript'
import { replaced, type Operator } from '../operator.ts'

/** Of two conditions only one is looked at: the role, and not the view. */
export const droppedOperand: Operator = {
  name: 'dropped-operand',
  title: 'leaves out one of two conditions',
  edits(node, source) {
    if (!ts.isBinaryExpression(node)) return []
    const { operatorToken, left, right } = node
    const isLogical =
      operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      operatorToken.kind === ts.SyntaxKind.BarBarToken
    return isLogical ? [left, right].map((side) => replaced(node, source, `(${side.getText(source)})`)) : []
  },
}
