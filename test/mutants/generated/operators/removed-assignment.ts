import ts from 'typescript'
import { replaced, type Operator } from '../operator.ts'

/** A field keeps its value. */
export const removedAssignment: Operator = {
  name: 'removed-assignment',
  title: 'leaves out an assignment',
  edits: (node, source) =>
    ts.isExpressionStatement(node) &&
    ts.isBinaryExpression(node.expression) &&
    node.expression.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    node.expression.operatorToken.kind <= ts.SyntaxKind.LastAssignment
      ? [replaced(node, source, ';')]
      : [],
}
