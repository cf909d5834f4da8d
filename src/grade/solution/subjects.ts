import type { Subject } from '../../hunt/index.ts'
import type { Lab } from '../../labs/index.ts'
import type { Cast } from '../../port/index.ts'
import type { Service } from '../../services/index.ts'
import { subjectWith } from '../../subject.ts'
import type { Casts } from './casts.ts'

/** A solution in its lab: see `Casts`. */
export interface Subjects {
  readonly together: Subject
  readonly isolated: Subject
  /** Suspects, should nodes share state: `sequence (solution.ts:12)`. */
  readonly moduleStates: readonly string[]
}

export function createSubjects(lab: Lab, service: Service, casts: Casts): Subjects {
  const subject = (make: (service: string) => Cast): Subject =>
    withCast(subjectWith(lab, service, make(service.name)), make)
  const { together, isolated, moduleStates } = casts
  return {
    together: subject(together),
    isolated: subject(isolated),
    moduleStates,
  }
}

/** A subject whose cast is made anew for each run: a world asks for it once, when it begins. */
function withCast(subject: Subject, make: (service: string) => Cast): Subject {
  return {
    ...subject,
    get cast() {
      // A machine is a service; `derive` may have given it another one.
      return make((this.machine as Service).name)
    },
  }
}

/** A subject with other judgements or marks. A spread would call the getter of `cast`, once and for all runs. */
export function derive(subject: Subject, changes: Partial<Omit<Subject, 'cast'>>): Subject {
  const descriptors = {
    ...Object.getOwnPropertyDescriptors(subject),
    ...Object.getOwnPropertyDescriptors(changes),
  }
  return Object.defineProperties({}, descriptors) as Subject
}
