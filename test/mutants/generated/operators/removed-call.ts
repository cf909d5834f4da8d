import ts from 'typescript'
import { replaced, type Operator } from '../operator.ts'

/** A statement that is a call: a message is not sent, a timer not set or not cancelled, a table not written. */
export const removedCall: Operator = {
  name: 'removed-call',
  title: 'leaves out a call',
  edits(node, source) {
    if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      return [replaced(node, source, ';')]
    }
    const isInPassing =
      ts.isReturnStatement(node) &&
      node.expression !== undefined &&
      ts.isCallExpression(node.expression) &&
      returnsNothing(node)
    return isInPassing ? [replaced(node, source, 'return')] : []
  },
}

function returnsNothing(node: ts.Node): boolean {
  const method = ts.findAncestor(node, ts.isMethodDeclaration)
  return method?.type?.kind === ts.SyntaxKind.VoidKeyword
}
