import type { Subject } from '../../hunt/index.ts'
import type { Lab } from '../../labs/index.ts'
import type { Service } from '../../services/index.ts'
import { subjectWith } from '../../subject.ts'
import type { Casts, MakeCast } from './casts.ts'
import { checkPart } from './mixed-cast.ts'

/** A solution in its lab: see `Casts`. */
export interface Subjects {
  readonly together: Subject
  readonly isolated: Subject
  /** Suspects, should nodes share state: `sequence (solution.ts:12)`. */
  readonly moduleStates: readonly string[]
  /** One part of the solution beside the reference's other parts. Throws where the lab's parts do not mix. */
  readonly beside: (part: string) => Subjects
}

export function createSubjects(
  lab: Lab,
  service: Service,
  casts: Casts,
  part: string | null = null,
): Subjects {
  const subject = (make: MakeCast): Subject =>
    withCast(subjectWith(lab, service, make(service.name, part)), make, part)
  const { together, isolated, moduleStates } = casts
  return {
    together: subject(together),
    isolated: subject(isolated),
    moduleStates,
    beside(other) {
      checkPart(lab.name, other)
      return createSubjects(lab, service, casts, other)
    },
  }
}

/** A subject whose cast is made anew for each run: a world asks for it once, when it begins. */
function withCast(subject: Subject, make: MakeCast, part: string | null): Subject {
  return {
    ...subject,
    get cast() {
      // A machine is a service; `derive` may have given it another one.
      return make((this.machine as Service).name, part)
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
