import { Script } from 'node:vm'
import { Forbidden } from '../../port/index.ts'
import { bans } from './globals.ts'
import { unusable, type Unusable } from './problem.ts'
import { bundleExports, type Program } from './program.ts'
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

/** Runs the modules of a solution; each call gives an instance that shares nothing with the others. */
export type Evaluate = () => Evaluation | Unusable

const endless = `more than ${fuelPerHandlerMax.toLocaleString('en')} calls and turns of loops: it does not end`

export function createEvaluate(program: Program, watch: Watch, print: Print): Evaluate {
  const shadows = shadowsOf(watch, print)
  const { meter, spent, isAsync } = program.names
  const parameters = [...shadows.keys(), meter, spent, isAsync]
  const args = [
    ...shadows.values(),
    watch.meter,
    () => watch.forbid('endless', endless),
    (what: string) => watch.forbid('async', `${what}: ${bans['Promise']?.advice}`),
  ]
  // The bundle begins at line 1 of the script, at column 0, as it does in its source map.
  const text = `(function(${parameters.join(',')}){"use strict";\n${program.code}\nreturn ${bundleExports}})`
  let script: Script | null = null
  return () => {
    try {
      script ??= new Script(text, { filename: watch.script, lineOffset: -1 })
    } catch (error) {
      return unusable(null, `does not compile as strict JavaScript: ${messageOf(error)}`)
    }
    // The script is one function expression.
    const modules = script.runInThisContext() as (...args: readonly unknown[]) => unknown
    return runWatched(watch, () => modules(...args))
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
