import ts from 'typescript'
import { replaced, type Operator } from '../operator.ts'

/** A number is one more or one less; what was true is false. */
export const changedConstant: Operator = {
  name: 'changed-constant',
  title: 'has another constant',
  edits(node, source) {
    if (node.kind === ts.SyntaxKind.TrueKeyword) return [replaced(node, source, 'false')]
    if (node.kind === ts.SyntaxKind.FalseKeyword) return [replaced(node, source, 'true')]
    if (!ts.isNumericLiteral(node)) return []
    const value = Number(node.text)
    return [value + 1, value - 1]
      .filter((changed) => changed >= 0)
      .map((changed) => replaced(node, source, String(changed)))
  },
}
