import { posix } from 'node:path'
import ts from 'typescript'
import { rooms, type Room } from './rooms.ts'

/** A source file: its path from the project's root, and its text. */
export interface Source {
  readonly path: string
  readonly text: string
}

const linesPerFileMax = 300
const linesPerFunctionMax = 70

/** What breaks the rules of the house in one file, each with what to do instead. */
export function breaches(source: Source): readonly string[] {
  const room = roomOf(source.path)
  if (room === null) return [`${source.path} is in no room: add its folder to test/house/rooms.ts`]
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true)
  return [
    ...wrongImports(source, room, tree),
    ...tooLong(source, tree),
    ...anys(source, tree),
    ...(room.isPure ? impurities(source, tree) : []),
    ...(room.isGeneral ? namesOfOneProtocol(source) : []),
  ]
}

export function roomOf(path: string): Room | null {
  return (
    rooms
      .filter((room) => path.startsWith(`${room.path}/`))
      .toSorted((a, b) => b.path.length - a.path.length)[0] ?? null
  )
}

function wrongImports({ path }: Source, room: Room, tree: ts.SourceFile): string[] {
  return importsOf(tree).flatMap((specifier) => {
    const to = roomOfImport(path, specifier)
    if (to.kind === 'package') {
      const isAllowed = room.packages.some(
        (name) => name === '*' || name === to.name || (name === 'node:*' && to.name.startsWith('node:')),
      )
      return isAllowed
        ? []
        : [
            `${path} imports the package ${to.name}: ${room.path}/ may import ${listed(room.packages)} (test/house/rooms.ts)`,
          ]
    }
    if (to.path === room.path || room.mayImport.includes('*') || room.mayImport.includes(to.path)) return []
    return [
      `${path} imports ${to.path}/: ${room.path}/ may import ${listed(room.mayImport)}; move what both need, or change the table in test/house/rooms.ts and docs/ARCHITECTURE.md`,
    ]
  })
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ')
}

function roomOfImport(
  path: string,
  specifier: string,
): { kind: 'package'; name: string } | { kind: 'room'; path: string } {
  if (specifier === '#checker' || specifier === '#checker/formats') return { kind: 'room', path: 'checker' }
  if (!specifier.startsWith('.')) return { kind: 'package', name: specifier }
  const target = posix.join(posix.dirname(path), specifier)
  return { kind: 'room', path: roomOf(target)?.path ?? posix.dirname(target) }
}

function importsOf(tree: ts.SourceFile): string[] {
  const specifiers: string[] = []
  walk(tree, (node) => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined
    if (specifier !== undefined && ts.isStringLiteral(specifier)) specifiers.push(specifier.text)
  })
  return specifiers
}

function tooLong({ path, text }: Source, tree: ts.SourceFile): string[] {
  const found: string[] = []
  const lines = text.split('\n').length - 1
  if (lines > linesPerFileMax)
    found.push(`${path} has ${lines} lines, ${linesPerFileMax} at most: split it by idea`)
  walk(tree, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node)) return
    const first = lineOf(tree, node.getStart())
    const length = lineOf(tree, node.getEnd()) - first + 1
    if (length > linesPerFunctionMax) {
      found.push(
        `${path}:${first} a function of ${length} lines, ${linesPerFunctionMax} at most: take a part out and name it`,
      )
    }
  })
  return found
}

function anys({ path }: Source, tree: ts.SourceFile): string[] {
  const found: string[] = []
  walk(tree, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword)
      found.push(`${path}:${lineOf(tree, node.getStart())} any: use unknown, and look before you use it`)
    if (ts.isNonNullExpression(node))
      found.push(`${path}:${lineOf(tree, node.getStart())} \`!\`: say what happens when there is none`)
  })
  return found
}

const impureNames = new Set([
  'Date',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'Promise',
])

/** A name from outside, used: types may speak of promises, and fields may be called anything. */
function impurities({ path }: Source, tree: ts.SourceFile): string[] {
  const found: string[] = []
  const say = (node: ts.Node, what: string): void => {
    found.push(
      `${path}:${lineOf(tree, node.getStart())} ${what}: this room is pure; clocks, promises and randomness live in src/cli and src/grade, seeded choices in src/schedule/random.ts`,
    )
  }
  walk(tree, (node) => {
    if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) say(node, 'async')
    if (!ts.isIdentifier(node) || isNameOfMember(node)) return
    if (impureNames.has(node.text)) say(node, node.text)
    if (
      node.text === 'Math' &&
      ts.isPropertyAccessExpression(node.parent) &&
      node.parent.name.text === 'random'
    )
      say(node, 'Math.random')
  })
  return found
}

function isNameOfMember(node: ts.Identifier): boolean {
  const { parent } = node
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node)
  )
}

function namesOfOneProtocol({ path, text }: Source): string[] {
  return text
    .split('\n')
    .flatMap((line, i) =>
      /primary|backup/i.test(line.replace(/CS 452 Primary\/Backup/g, ''))
        ? [
            `${path}:${i + 1} speaks of one protocol: this room serves all; what is special comes as data from src/labs`,
          ]
        : [],
    )
}

function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}
