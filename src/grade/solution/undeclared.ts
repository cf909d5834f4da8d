import type { Node } from 'acorn'
import { full } from 'acorn-walk'
import { isGlobal } from './globals.ts'

type Named = Node & { readonly name: string }

/** Tells of a name that is read whether nothing declares it, wherever that would be: then to read it is a mistake. */
export function undeclaredIn(tree: Node): (name: string) => boolean {
  const declared = new Set(['arguments'])
  full(tree, (node, _state, type) => {
    // The walk calls so what a declaration, a parameter or an assignment gives a value.
    if (type === 'VariablePattern') declared.add((node as Named).name)
  })
  return (name) => !declared.has(name) && !isGlobal(name)
}
