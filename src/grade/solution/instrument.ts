import { parse, type Node } from 'acorn'
import { full, fullAncestor } from 'acorn-walk'
import type { Bundle } from './bundle.ts'
import { Editor, placeOf } from './editor.ts'
import { Locator } from './locator.ts'
import { moduleStatesOf } from './module-states.ts'
import { nestedTooDeep, unusable, type Unusable } from './problem.ts'
import { privateMembersOf } from './private-members.ts'
import type { Program, NamedPlace } from './program.ts'
import { undeclaredIn } from './undeclared.ts'
import { word } from './watch.ts'

/**
 * Puts checks into a bundle: each call and each turn of a loop spends fuel, so that what is endless ends at the same
 * point on every machine; a function that is async throws when it is called, and so does a name that nothing declares
 * when it is read. Lines stay what they are.
 */
export function instrument(bundle: Bundle): Program | Unusable {
  const { code, map, files } = bundle
  const tree = treeOf(code)
  if (tree === null) return unusable(null, nestedTooDeep)
  const locator = new Locator({ map, insertions: [] })
  const problems = privateMembersOf(tree, locator)
  if (problems.length > 0) return { kind: 'unusable', problems }
  const names = namesNotIn(code)
  const checks = new Checks(code, names, undeclaredIn(tree))
  // The walk's types say which nodes there are; `Around` says what some of them have.
  fullAncestor(tree, (node, _state, ancestors, type) => {
    const around = ancestors.at(-2) as Around | undefined
    if (type === 'Identifier') checks.name(node as Named & { readonly name: string }, around)
    else checks.visit(node, around)
  })
  checks.finish()
  return {
    kind: 'program',
    ...checks.editor.apply(),
    map,
    files,
    names,
    functions: checks.functions,
    moduleStates: moduleStatesOf(tree),
  }
}

/** Null where our stack does not suffice to read it and to walk through it. */
function treeOf(code: string): Node | null {
  try {
    const tree = parse(code, { ecmaVersion: 'latest', sourceType: 'script', locations: true })
    full(tree, () => {})
    return tree
  } catch (error) {
    // acorn calls it an error of syntax; esbuild has found none.
    if (error instanceof RangeError || error instanceof SyntaxError) return null
    throw error
  }
}

/** Names for what the checks call, which the solution does not use. */
function namesNotIn(code: string): Program['names'] {
  let prefix = '$watch'
  while (code.includes(prefix)) prefix += '_'
  return {
    meter: `${prefix}Meter`,
    spent: `${prefix}Spent`,
    isAsync: `${prefix}Async`,
    undeclared: `${prefix}Undeclared`,
  }
}

const fuelPerThrow = 50

/** What acorn has in a function, as far as it is needed. */
interface FunctionLike extends Node {
  readonly async: boolean
  readonly body: Node
  readonly id: Named | null
}

type Named = Node & { readonly name?: string }

/** The node around a function: a method or field with a key, a variable with an id, or anything else. */
type Around = Node & {
  readonly key?: Named
  readonly id?: Named
  readonly operator?: string
  readonly shorthand?: boolean
}

class Checks {
  readonly editor: Editor
  readonly functions: NamedPlace[] = []
  /** What comes after all else that is inserted at its place. */
  readonly #inner: { readonly at: number; readonly text: string }[] = []

  constructor(
    readonly code: string,
    readonly names: Program['names'],
    readonly isUndeclared: (name: string) => boolean,
  ) {
    this.editor = new Editor(code)
  }

  visit(node: Node, around: Around | undefined): void {
    switch (node.type) {
      case 'ForStatement':
      case 'ForInStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return this.#loop((node as Node & { body: Node }).body)
      case 'ForOfStatement': {
        const loop = node as Node & { body: Node; left: Node; await: boolean }
        if (loop.await) this.#blank('await', loop.start, loop.left.start)
        return this.#loop(loop.body)
      }
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#function(node as FunctionLike, around)
      case 'CatchClause':
        return this.#landing((node as Node & { body: Node }).body)
      case 'TryStatement': {
        const { finalizer } = node as Node & { finalizer: Node | null }
        return finalizer === null ? undefined : this.#landing(finalizer)
      }
      case 'Literal':
        if (typeof (node as Node & { value: unknown }).value === 'string') this.#disguise(node)
        return undefined
      case 'TemplateElement':
        return this.#disguise(node)
      case 'AwaitExpression':
        // `void` binds as tightly, and the line keeps its columns.
        return this.editor.replace(node.start, 'void ')
      case 'ImportExpression':
        this.editor.insert(node.start, `(${this.names.isAsync}('import()'),`)
        return this.editor.insert(node.end, ')')
      default:
        return undefined
    }
  }

  /** A name that is read. */
  name({ name, start, end }: Node & { readonly name: string }, around: Around | undefined): void {
    if (!this.isUndeclared(name)) return
    // To ask for its type is no mistake, and what is counted up cannot stand in brackets.
    if (around?.operator === 'typeof' || around?.type === 'UpdateExpression') return
    const key = around?.shorthand === true ? `${name}:` : ''
    this.#inner.push({ at: start, text: `${key}(${this.names.undeclared}('${name}'),` })
    this.editor.insert(end, ')')
  }

  /** When all nodes have been visited. */
  finish(): void {
    for (const { at, text } of this.#inner) this.editor.insert(at, text)
  }

  #loop(body: Node): void {
    const { meter, spent } = this.names
    const check = `if(--${meter}[${word.fuel}]<0)${spent}();`
    if (body.type === 'BlockStatement') return this.editor.insert(body.start + 1, check)
    this.editor.insert(body.start, `{${check}`)
    this.editor.insert(body.end, '}')
  }

  /** To throw takes as long as many turns of a loop. */
  #landing(body: Node): void {
    this.editor.insert(body.start + 1, `${this.names.meter}[${word.fuel}]-=${fuelPerThrow};`)
  }

  /** The locked realm refuses whatever may be a comment of HTML or an `import()`, even in a text that only says so. */
  #disguise({ start, end }: Node): void {
    for (const { index, 0: found } of this.code.slice(start, end).matchAll(/<!--|-->|import(?=\s*[(/])/g))
      this.editor.insert(start + index + (found === '<!--' ? 1 : 2), '\\')
  }

  #function(node: FunctionLike, around: Around | undefined): void {
    const { meter, spent, isAsync } = this.names
    const forbidAsync = `${isAsync}('an async function')`
    const name = node.id?.name ?? around?.key?.name ?? around?.id?.name ?? 'a function'
    const entered = `${meter}[${word.entered}]=${this.functions.length}`
    this.functions.push({ name, ...placeOf(node) })
    if (node.async) this.#blankAsync(node, around)
    if (node.body.type === 'BlockStatement') {
      const check = node.async ? `${forbidAsync};` : `${entered};if(--${meter}[${word.fuel}]<0)${spent}();`
      return this.editor.insert(node.body.start + 1, check)
    }
    const check = node.async ? forbidAsync : `${entered},--${meter}[${word.fuel}]<0&&${spent}()`
    this.editor.insert(node.body.start, `(${check},`)
    this.editor.insert(node.body.end, ')')
  }

  /** Without the keyword it throws at once, into the handler, and leaves no promise behind. */
  #blankAsync(node: FunctionLike, around: Around | undefined): void {
    const isMethod = !this.code.startsWith('async', node.start)
    // A method's function begins at its parenthesis; the keyword stands before the name.
    if (isMethod && around?.key !== undefined) this.#blank('async', around.start, around.key.start)
    else this.#blank('async', node.start, node.body.start)
  }

  /** Overwrites the first such keyword in the range, if it is there. */
  #blank(keyword: string, from: number, to: number): void {
    const at = this.code.slice(from, to).search(new RegExp(`\\b${keyword}\\b`))
    if (at >= 0) this.editor.replace(from + at, ' '.repeat(keyword.length))
  }
}
