import ts from 'typescript'
import { replaced, type Operator } from '../operator.ts'

/** A question is answered without looking: what returns a truth value, or something or null. */
export const returnedConstant: Operator = {
  name: 'returned-constant',
  title: 'returns a constant',
  edits(node, source) {
    if (!ts.isReturnStatement(node) || node.expression === undefined) return []
    const method = ts.findAncestor(node, ts.isMethodDeclaration)
    const type = method?.type?.getText(source) ?? ''
    const constants = type === 'boolean' ? ['true', 'false'] : type.endsWith('| null') ? ['null'] : []
    const { expression } = node
    return constants
      .filter((constant) => constant !== expression.getText(source))
      .map((constant) => replaced(expression, source, constant))
  },
}
