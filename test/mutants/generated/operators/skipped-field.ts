import ts from 'typescript'
import type { Operator } from '../operator.ts'

/** A field of a message, of a state transfer or of any other object is left out. Its kind is not: nobody would take it in. */
export const skippedField: Operator = {
  name: 'skipped-field',
  title: 'leaves out a field',
  edits(node, source) {
    if (!ts.isObjectLiteralExpression(node)) return []
    return node.properties.flatMap((property, i) => {
      if (property.name?.getText(source) === 'kind') return []
      const next = node.properties[i + 1]
      const end = next === undefined ? property.getEnd() : next.getStart(source)
      return [{ start: property.getStart(source), end, replacement: '' }]
    })
  },
}
