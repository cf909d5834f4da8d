import { isGuard, replaced, type Operator } from '../operator.ts'

/** `if (…) return` and `if (…) continue` are taken away: what was refused is let through. */
export const droppedGuard: Operator = {
  name: 'dropped-guard',
  title: 'leaves out a guard',
  edits: (node, source) => (isGuard(node) ? [replaced(node, source, '')] : []),
}
