import ts from 'typescript'

/** One change of the text: `end` is exclusive. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly replacement: string
}

/** A kind of slip. */
export interface Operator {
  readonly name: string
  /** What it does to the code, as a clause: `leaves out a call`. */
  readonly title: string
  /** All changes of this kind at one node of the tree; most nodes have none. */
  readonly edits: (node: ts.Node, source: ts.SourceFile) => readonly Edit[]
}

export function replaced(node: ts.Node, source: ts.SourceFile, replacement: string): Edit {
  return { start: node.getStart(source), end: node.getEnd(), replacement }
}

/** `if (…) return` or `if (…) continue`, without an `else`. */
export function isGuard(node: ts.Node): node is ts.IfStatement {
  if (!ts.isIfStatement(node) || node.elseStatement !== undefined) return false
  const { thenStatement: then } = node
  const last = ts.isBlock(then) ? then.statements.at(-1) : then
  return last !== undefined && (ts.isReturnStatement(last) || ts.isContinueStatement(last))
}

/** The condition of an `if` or of `? :`. */
export function conditionOf(node: ts.Node): ts.Expression | null {
  if (ts.isIfStatement(node)) return node.expression
  return ts.isConditionalExpression(node) ? node.condition : null
}
