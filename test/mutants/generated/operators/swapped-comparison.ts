import ts from 'typescript'
import { replaced, type Operator } from '../operator.ts'

/** Off by one, and the wrong way round. */
const others = new Map<ts.SyntaxKind, readonly string[]>([
  [ts.SyntaxKind.LessThanToken, ['<=', '>']],
  [ts.SyntaxKind.LessThanEqualsToken, ['<', '>=']],
  [ts.SyntaxKind.GreaterThanToken, ['>=', '<']],
  [ts.SyntaxKind.GreaterThanEqualsToken, ['>', '<=']],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
])

/** Numbers that must be the same need only be in order: old messages are let through, or early ones. */
const ordered = new Map<ts.SyntaxKind, readonly string[]>([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ['<=', '>=']],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ['<', '>']],
])

const numeric = /number|sequence|entered|executed|saved|upTo|length/i

export const swappedComparison: Operator = {
  name: 'swapped-comparison',
  title: 'compares in another way',
  edits(node, source) {
    if (!ts.isBinaryExpression(node)) return []
    const { operatorToken, left, right } = node
    const isNumeric = [left, right].every((side) => numeric.test(side.getText(source)))
    const operators = [
      ...(others.get(operatorToken.kind) ?? []),
      ...(isNumeric ? (ordered.get(operatorToken.kind) ?? []) : []),
    ]
    return operators.map((operator) => replaced(operatorToken, source, operator))
  },
}
