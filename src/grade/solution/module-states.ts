import type { Identifier, Node } from 'acorn'
import { fullAncestor } from 'acorn-walk'
import { placeOf } from './editor.ts'
import type { NamedPlace } from './program.ts'

const mutators = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '),
)

type Target = Node & { readonly object?: Node; readonly property?: Node; readonly name?: string }

/**
 * Suspects for state that nodes share: module-level variables and static fields that a function changes. A search of
 * the text: it names what a run has shown to be shared, and proves nothing by itself.
 */
export function moduleStatesOf(tree: Node): readonly NamedPlace[] {
  const outer = outerNames(tree)
  const states = new Map<string, NamedPlace>()
  fullAncestor(tree, (node, _state, ancestors) => {
    const target = targetOf(node)
    // The bundle itself is one function; what is in none besides runs once.
    if (target === null || ancestors.filter(isFunction).length < 2) return
    const root = rootOf(target)
    const kind = root === null ? undefined : outer.get(root)
    if (root === null || kind === undefined) return
    const field = kind === 'class' ? `.${fieldOf(target) ?? '…'}` : ''
    // esbuild calls a class `_Server` where it names itself.
    const name = `${kind === 'class' ? root.replace(/^_/, '') : root}${field}`
    if (!states.has(name)) states.set(name, { name, ...placeOf(node) })
  })
  return [...states.values()]
}

/** Variables of the modules, and classes, by name. */
function outerNames(tree: Node): ReadonlyMap<string, 'variable' | 'class'> {
  const names = new Map<string, 'variable' | 'class'>()
  fullAncestor(tree, (node, _state, ancestors) => {
    const { id, init } = node as Node & { id?: Identifier | null; init?: Node | null }
    if (node.type === 'VariableDeclarator' && ancestors.filter(isFunction).length === 1) {
      if (id?.type === 'Identifier')
        names.set(id.name, init?.type === 'ClassExpression' ? 'class' : 'variable')
    }
    if (node.type === 'ClassExpression' || node.type === 'ClassDeclaration') {
      if (id?.type === 'Identifier') names.set(id.name, 'class')
    }
  })
  return names
}

function isFunction(node: Node): boolean {
  return /Function/.test(node.type)
}

/** What the node changes: the left side of an assignment, the operand of ++ and delete, the object of `push`. */
function targetOf(node: Node): Target | null {
  const { left, argument, operator, callee } = node as Node & {
    left?: Target
    argument?: Target
    operator?: string
    callee?: Target
  }
  if (node.type === 'AssignmentExpression') return left ?? null
  if (node.type === 'UpdateExpression') return argument ?? null
  if (node.type === 'UnaryExpression' && operator === 'delete') return argument ?? null
  if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return null
  const method = (callee.property as Target | undefined)?.name
  return method !== undefined && mutators.has(method) ? (callee.object ?? null) : null
}

/** `x` of `x.y[0].z`. */
function rootOf(target: Target): string | null {
  let node: Target | undefined = target
  while (node?.type === 'MemberExpression') node = node.object
  return node?.type === 'Identifier' ? (node.name ?? null) : null
}

/** `y` of `x.y[0].z`. */
function fieldOf(target: Target): string | null {
  let node: Target | undefined = target
  while (node?.object?.type === 'MemberExpression') node = node.object
  return (node?.property as Target | undefined)?.name ?? null
}
