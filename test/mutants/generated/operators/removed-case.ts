import ts from 'typescript'
import { replaced, type Operator } from '../operator.ts'

/** A kind of message is not handled. */
export const removedCase: Operator = {
  name: 'removed-case',
  title: 'leaves out a case',
  edits: (node, source) => (ts.isCaseClause(node) ? [replaced(node, source, '')] : []),
}
