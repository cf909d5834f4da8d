import { labs, type Lab } from '../../labs/index.ts'
import type { Cast } from '../../port/index.ts'
import { references } from '../references.ts'

/** Throws where the lab's parts do not mix. */
export function checkPart(labName: string, part: string): void {
  const parts = Object.keys(labs[labName]?.nodesOf ?? {})
  if (parts.includes(part) && references[labName] !== undefined) return
  const expected = parts.length === 0 ? 'no part of this lab' : parts.join(', ')
  throw new Error(`\`${part}\` cannot be examined beside a reference: expected one of ${expected}`)
}

/** One part of a solution beside the reference's other parts; the solution as it is where `part` is null. */
export function mixedCast(lab: Lab, part: string | null, own: Cast): Cast {
  if (part === null) return own
  checkPart(lab.name, part)
  const create = lab.nodesOf?.[part]
  const others = lab.cast(references[lab.name] ?? {}, own.guard)
  const { foresee } = own
  return {
    guard: own.guard,
    fixed: own.fixed,
    createFixed: (address) => (create === 'createFixed' ? own : others).createFixed(address),
    createServer: (address, app) => (create === 'createServer' ? own : others).createServer(address, app),
    createClient: (address) => (create === 'createClient' ? own : others).createClient(address),
    ...(foresee === undefined ? {} : { foresee }),
  }
}
