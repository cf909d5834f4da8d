import ts from 'typescript'
import type { Operator } from '../operator.ts'

/** A method returns before its second statement, or before a later one. What returns a value is left alone. */
export const earlyReturn: Operator = {
  name: 'early-return',
  title: 'returns too early',
  edits(node, source) {
    if (!ts.isMethodDeclaration(node) || node.type?.kind !== ts.SyntaxKind.VoidKeyword) return []
    // Before the last one it is that call left out.
    const within = node.body?.statements.slice(1, -1) ?? []
    return within.map((statement) => {
      const start = statement.getStart(source)
      return { start, end: start, replacement: 'return; ' }
    })
  },
}
