import ts from 'typescript'
import { replaced, type Operator } from '../operator.ts'

const other = new Map([
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
])

/** `&&` for `||` and the other way round. */
export const swappedLogic: Operator = {
  name: 'swapped-logic',
  title: 'takes and for or',
  edits(node, source) {
    if (!ts.isBinaryExpression(node)) return []
    const operator = other.get(node.operatorToken.kind)
    if (operator === undefined) return []
    const [left, right] = [node.left.getText(source), node.right.getText(source)]
    return [replaced(node, source, `((${left}) ${operator} (${right}))`)]
  },
}
