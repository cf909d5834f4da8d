import { Forbidden } from '../../port/index.ts'
import { bans } from './globals.ts'
import { unusable, type Unusable } from './problem.ts'
import { bundleExports, type Program } from './program.ts'
import type { Realm } from './realm.ts'
import { shadowsOf, type Print } from './shadows.ts'
import { fuelPerHandlerMax, word, type Watch } from './watch.ts'

/** One run of a solution's modules: classes, and module-level variables of their own. */
export interface Evaluation {
  readonly kind: 'evaluated'
  /** The default export; undefined if there is none. */
  readonly exported: unknown
  /** Names of the other exports. */
  readonly otherNames: readonly string[]
}

/** The modules of a solution as one function. */
type Modules = (...args: readonly unknown[]) => unknown

/** Runs the modules of a solution; each call gives an instance that shares nothing with the others. */
export type Evaluate = () => Evaluation | Unusable

const endless = `more than ${fuelPerHandlerMax.toLocaleString('en')} calls and turns of loops: it does not end`

/** A locked realm would give `undefined`, and a slip of the pen would be looked for for hours. */
const readUndeclared = Object.freeze((name: string): never => {
  throw new ReferenceError(`${name} is not defined`)
})

export function createEvaluate(program: Program, watch: Watch, print: Print, realm: Realm): Evaluate {
  const shadows = shadowsOf(watch, print, realm)
  const { meter, spent, isAsync, undeclared } = program.names
  const parameters = [...shadows.keys(), meter, spent, isAsync, undeclared]
  const args = [
    ...shadows.values(),
    watch.meter,
    Object.freeze(() => watch.forbid('endless', endless)),
    Object.freeze((what: string) => watch.forbid('async', `${what}: ${bans['Promise']?.advice}`)),
    readUndeclared,
  ]
  // The bundle begins at line 1 of the script, as it does in its source map; of that line nothing is the solution's.
  // A function of its own, so that `arguments` in the bundle are not ours: among them is the meter.
  const text = `(function(${parameters.join(',')}){"use strict";return (function(){${program.code}\nreturn ${bundleExports}})()})`
  let modules: Modules | null = null
  return () => {
    try {
      // The text is one function expression.
      modules ??= realm.compile(text, watch.script) as Modules
    } catch (error) {
      return unusable(null, `does not compile as strict JavaScript: ${messageOf(error)}`)
    }
    const instance = modules
    return runWatched(watch, () => instance(...args))
  }
}

/** An evaluation may take place within a handler: the constructor of a node with modules of its own. */
function runWatched({ guard, meter }: Watch, run: () => unknown): Evaluation | Unusable {
  const isWithinHandler = meter[word.inside] === 1
  guard.enter()
  let ended: { readonly kind: 'returned' | 'threw'; readonly value: unknown }
  try {
    ended = { kind: 'returned', value: run() }
  } catch (error) {
    ended = { kind: 'threw', value: error }
  }
  const forbidden = guard.leave()
  if (isWithinHandler) guard.enter()
  if (forbidden === null && ended.kind === 'returned') return evaluationOf(ended.value)
  const broken = forbidden ?? ended.value
  return unusable(guard.locate(broken), `the module does not load: ${messageOf(broken)}`)
}

function evaluationOf(namespace: unknown): Evaluation {
  const exports = (namespace ?? {}) as Record<string, unknown>
  const isModule = exports['__esModule'] === true
  // A file in the style of CommonJS exports one value.
  const exported = isModule ? exports['default'] : (exports['default'] ?? namespace)
  const otherNames = isModule ? Object.keys(exports).filter((name) => name !== 'default') : []
  return { kind: 'evaluated', exported, otherNames }
}

function messageOf(error: unknown): string {
  try {
    if (error instanceof Forbidden) return error.message
    return error instanceof Error ? `${error.name}: ${error.message}` : `threw ${String(error)}`
  } catch {
    return 'threw something that cannot be shown'
  }
}
