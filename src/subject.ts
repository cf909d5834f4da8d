import { judgements } from '../properties/index.ts'
import { smallCalls } from './explore/index.ts'
import type { SmallScopes, Subject } from './hunt/index.ts'
import type { Lab } from './labs/index.ts'
import type { Cast, Guard } from './port/index.ts'
import type { Service } from './services/index.ts'

/** Brings together a lab, a service and a solution: everything that is needed to hunt, replay and grade it. */
export function subjectOf(lab: Lab, service: Service, solution: object, guard: Guard): Subject {
  return subjectWith(lab, service, lab.cast(solution, guard))
}

/** The same for a solution whose nodes are made elsewhere. */
export function subjectWith(lab: Lab, service: Service, cast: Cast): Subject {
  const { name, fixed, kinds, servers, clients, joins, marksOf } = lab
  const ofLab = judgements[name]
  if (ofLab === undefined)
    throw new Error(`no judgements are listed for the lab ${name}: see properties/index.ts`)
  return {
    arena: {
      lab: name,
      service: service.name,
      fixed,
      kinds,
      servers,
      clients,
      joins,
      draw: (service.seen ?? service).draw,
    },
    cast,
    machine: service,
    judgements: ofLab,
    small: service.decide === undefined ? smallScopesOf(lab, service) : null,
    marksOf,
  }
}

function smallScopesOf({ horizon }: Lab, service: Service): SmallScopes {
  const seen = service.seen ?? service
  return { calls: (clients, perClient) => smallCalls(seen, clients, perClient), horizon: horizon ?? null }
}
