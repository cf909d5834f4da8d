/**
 * Text that stands for plain data: equal text, equal content. The order of an object's fields is no content.
 */
export function contentOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return scalar(value)
  if (Array.isArray(value)) return `[${value.map(contentOf).join()}]`
  if (value instanceof Map) {
    return `Map${contentOf([...value].map(contentOf).toSorted())}`
  }
  if (value instanceof Set) return `Set${contentOf([...value].map(contentOf).toSorted())}`
  // What crosses the port is plain: whatever else is an object has fields only.
  const fields = Object.entries(value as Record<string, unknown>)
  const inOrder = fields.length > 1 ? fields.toSorted(([a], [b]) => (a < b ? -1 : 1)) : fields
  return `{${inOrder.map(([field, content]) => `${JSON.stringify(field)}:${contentOf(content)}`).join()}}`
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  return Object.is(value, -0) ? '-0' : String(value)
}
