// It brings `lockdown`, `harden` and `Compartment`.
// oxlint-disable-next-line import/no-unassigned-import
import 'ses'
import { Forbidden, NotPlain } from '../../../port/index.ts'
import { harmless } from '../../solution/globals.ts'
import type { Realm } from '../../solution/realm.ts'

/**
 * Makes what the language gives unchangeable in this process, for good, and returns a place for a solution in which
 * there is nothing else: no `eval`, no loader, no clock, no chance. Nodes that are evaluated there one by one can share
 * nothing, since all that they have in common cannot be changed. See docs/decisions/0010-the-sandbox.md.
 */
export function lockRealm(): Realm {
  lockdown({
    // Stacks are kept: they say at which line of the solution an error was thrown.
    errorTaming: 'unsafe',
    // Classes may have methods and fields with the names of built-in ones, such as `toString`.
    overrideTaming: 'severe',
    domainTaming: 'unsafe',
    consoleTaming: 'unsafe',
    errorTrapping: 'none',
    unhandledRejectionTrapping: 'none',
    reporting: 'none',
  })
  // A solution gets hold of these when it catches what we throw.
  harden(Forbidden)
  harden(NotPlain)
  const compartment = new Compartment({})
  const inside = compartment.globalThis as Record<string, unknown>
  const globals: Record<string, unknown> = {}
  for (const name of Object.getOwnPropertyNames(inside)) {
    if (harmless.has(name)) globals[name] = inside[name]
    else delete inside[name]
  }
  inside['eval'] = noEval
  Object.freeze(inside)
  return {
    // What looks like a direct `eval` calls the one above, and is told so where it does.
    compile: (text, name) =>
      compartment.evaluate(`${text}\n//# sourceURL=${name}`, { __rejectSomeDirectEvalExpressions__: false }),
    globals: Object.freeze(globals),
  }
}

const noEval = Object.freeze((): never => {
  throw new Forbidden(
    'endless',
    'eval(): code that is made while it runs cannot be watched; write it in the file',
  )
})
