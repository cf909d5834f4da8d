import { labs, type Lab } from '../../labs/index.ts'
import { isSlip } from '../known.ts'
import type { Evaluation } from './evaluate.ts'
import type { Problem } from './problem.ts'

/** What an export of a solution lacks to be put into a world. None: `lab.cast` may be called. */
export function validate(lab: Lab, evaluation: Evaluation): readonly Problem[] {
  const problems = problemsIn(lab, evaluation)
  if (problems.length === 0) return problems
  const others = Object.values(labs).filter((other) => problemsIn(other, evaluation).length === 0)
  if (others.length === 0) return problems
  const names = others.map(({ name }) => name).join(' or ')
  return [...problems, { where: null, message: `it has the classes of the lab ${names}: say so with --lab` }]
}

function problemsIn(lab: Lab, { exported, otherNames }: Evaluation): readonly Problem[] {
  const example = exampleOf(lab)
  if (typeof exported !== 'object' || exported === null) {
    const others = otherNames.length === 0 ? '' : ` (but exports named ${otherNames.join(', ')})`
    const message = `expected a default export with the classes of the lab ${lab.name}; found ${describe(exported)}${others}; ${example}`
    return [{ where: null, message }]
  }
  const parts = exported as Readonly<Record<string, unknown>>
  return Object.entries(lab.parts).flatMap(([part, methods]) => {
    const expected = `expected \`${part}\`, a class with the methods ${methods.join(', ')}`
    const found = parts[part]
    if (!isClass(found)) {
      const hint = found === undefined ? nearMiss(part, Object.keys(parts)) : instanceHint(found)
      return [{ where: null, message: `${expected}; found ${describe(found)}${hint}; ${example}` }]
    }
    const own = methodsOf(found)
    const missing = methods.filter((method) => !own.includes(method))
    if (missing.length === 0) return []
    const spare = own.filter((method) => !methods.includes(method))
    const hints = missing.map((method) => nearMiss(method, spare)).join('')
    const lacks = `${describe(found)} without ${missing.join(', ')}${hints}`
    return [{ where: null, message: `${expected}; found ${lacks}; ${arrowHint}` }]
  })
}

const arrowHint = 'a method is written `receive(message, from, out) { … }`, not as a field with a function'

/** `export default { viewServer: ViewServer, … }` */
function exampleOf(lab: Lab): string {
  const parts = Object.keys(lab.parts).map(
    (part) => `${part}: ${part.charAt(0).toUpperCase()}${part.slice(1)}`,
  )
  return `export default { ${parts.join(', ')} }`
}

type Class = { readonly name: unknown; readonly prototype: object }

/** Whether it can be constructed: a class, or a function of the old style. */
function isClass(value: unknown): value is Class {
  if (typeof value !== 'function') return false
  const prototype: unknown = value.prototype
  return typeof prototype === 'object' && prototype !== null
}

/** Names of its methods and of those that it inherits. */
function methodsOf({ prototype }: Class): readonly string[] {
  const names: string[] = []
  for (let level: unknown = prototype; typeof level === 'object' && level !== null;) {
    if (level === Object.prototype) break
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      if (typeof value === 'function' && name !== 'constructor') names.push(name)
    }
    level = Object.getPrototypeOf(level)
  }
  return names
}

function describe(value: unknown): string {
  if (isClass(value)) return `the class ${String(value.name)}`
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return 'an array'
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype ? 'an object' : 'an instance of a class'
}

function instanceHint(found: unknown): string {
  return describe(found) === 'an instance of a class' ? ' (export the class itself, without `new`)' : ''
}

/** ` (there is …)` if one of the names is the expected one but for a slip. */
function nearMiss(expected: string, names: readonly string[]): string {
  const near = names.find((name) => isSlip(name, expected))
  return near === undefined ? '' : ` (there is \`${near}\`: call it \`${expected}\`)`
}
