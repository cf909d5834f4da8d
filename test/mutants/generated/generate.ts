import ts from 'typescript'
import type { Edit } from './operator.ts'
import { operators } from './operators/index.ts'

/** A source file of a reference with one change. */
export interface Generated {
  /**
   * `hot-standby/server.ts dropped-guard Server.onForward 2`: what is changed, and which of the changes of this kind in
   * this place. It stays the same when lines are added elsewhere.
   */
  readonly identity: string
  readonly file: string
  readonly operator: string
  /** Of the first changed character; counts from 1. */
  readonly line: number
  readonly before: string
  readonly after: string
  /** The whole file. */
  readonly text: string
}

/** All mutants of a file, in the order of the operators and then of the text. */
export function generate(file: string, text: string): readonly Generated[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const seen = new Set<string>()
  return operators.flatMap((operator) => {
    const ordinals = new Map<string, number>()
    const mutants: Generated[] = []
    walk(source, (node) => {
      for (const edit of operator.edits(node, source)) {
        const place = placeOf(node)
        const ordinal = (ordinals.get(place) ?? 0) + 1
        ordinals.set(place, ordinal)
        const changed = text.slice(0, edit.start) + edit.replacement + text.slice(edit.end)
        const bare = changed.replaceAll(/[\s;]+/g, '')
        if (seen.has(bare)) continue
        seen.add(bare)
        const identity = `${file} ${operator.name} ${place} ${ordinal}`
        mutants.push({ identity, file, operator: operator.name, ...shown(source, edit), text: changed })
      }
    })
    return mutants
  })
}

/** Only code that runs is changed: types are gone before it does. */
function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return
  visit(node)
  node.forEachChild((child) => walk(child, visit))
}

/** The class and the method, or the function, that a node is in. */
function placeOf(node: ts.Node): string {
  const names: string[] = []
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if (ts.isConstructorDeclaration(at)) names.unshift('constructor')
    else if (isNamed(at) && at.name !== undefined) names.unshift(at.name.getText())
  }
  return names.length === 0 ? 'module' : names.join('.')
}

function shown(source: ts.SourceFile, { start, end, replacement }: Edit): Shown {
  const { line } = source.getLineAndCharacterOfPosition(start)
  return { line: line + 1, before: oneLine(source.text.slice(start, end)), after: oneLine(replacement) }
}

type Shown = Pick<Generated, 'line' | 'before' | 'after'>

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

type Named = ts.MethodDeclaration | ts.PropertyDeclaration | ts.FunctionDeclaration | ts.ClassDeclaration

function isNamed(node: ts.Node): node is Named {
  return (
    ts.isMethodDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node)
  )
}
