import type { Finding, Subject } from '../../../hunt/index.ts'
import { labs, type Lab } from '../../../labs/index.ts'
import type { Cast } from '../../../port/index.ts'
import { references } from '../../references.ts'
import type { Subjects } from '../../solution/subjects.ts'

/** One part of the solution beside the reference's other parts. Throws where the lab's parts do not mix. */
export function besideReference(subjects: Subjects, part: string): Subjects {
  const lab = labs[subjects.together.arena.lab]
  if (lab === undefined) throw new Error(`unknown lab \`${subjects.together.arena.lab}\``)
  const reference = references[lab.name]
  if (lab.nodesOf?.[part] === undefined || reference === undefined) {
    const parts = Object.keys(lab.nodesOf ?? {}).join(', ')
    throw new Error(
      `\`${part}\` cannot be examined beside a reference: expected one of ${parts === '' ? 'no part of this lab' : parts}`,
    )
  }
  const mixed = (subject: Subject): Subject => withMixedCast(subject, lab, part, reference)
  return {
    ...subjects,
    lasting: mixed(subjects.lasting),
    together: mixed(subjects.together),
    isolated: mixed(subjects.isolated),
  }
}

/** Its cast is made when it is asked for, as that of the solution is. */
function withMixedCast(subject: Subject, lab: Lab, part: string, reference: object): Subject {
  const descriptors = Object.getOwnPropertyDescriptors(subject)
  return Object.defineProperties(
    {},
    {
      ...descriptors,
      cast: {
        get: () => mixedCast(subject.cast, lab, part, reference),
        enumerable: true,
        configurable: true,
      },
    },
  ) as Subject
}

function mixedCast(own: Cast, lab: Lab, part: string, reference: object): Cast {
  const others = lab.cast(reference, own.guard)
  const create = lab.nodesOf?.[part]
  return {
    guard: own.guard,
    fixed: own.fixed,
    createFixed: create === 'createFixed' ? own.createFixed : others.createFixed,
    createServer: create === 'createServer' ? own.createServer : others.createServer,
    createClient: create === 'createClient' ? own.createClient : others.createClient,
  }
}

/** The finding, with the part that was examined: its run replays beside the reference only. */
export function stamped(finding: Finding, part: string): Finding
export function stamped(finding: Finding | null, part: string): Finding | null
export function stamped(finding: Finding | null, part: string): Finding | null {
  return finding === null ? null : { ...finding, part }
}
