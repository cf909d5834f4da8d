import { exploreJob, type ExploreEvent, type ExploreJob } from './explore.ts'
import { huntJob, type HuntEvent, type HuntJob } from './hunt.ts'
import type { JobKind } from './job.ts'
import { replayJob, type ReplayEvent, type ReplayJob } from './replay.ts'
import { scenariosJob, type ScenarioEvent, type ScenariosJob } from './scenarios.ts'

/** What a child can be asked to do. */
export type Job = ExploreJob | HuntJob | ReplayJob | ScenariosJob

/** What jobs report. */
export type JobEvent = ExploreEvent | HuntEvent | ReplayEvent | ScenarioEvent

const kinds = { explore: exploreJob, hunt: huntJob, replay: replayJob, scenarios: scenariosJob }

/** The kind of a job. Throws on a name that is not in the registry. */
export function jobKindOf(kind: string): JobKind<Job, JobEvent> {
  if (!Object.hasOwn(kinds, kind)) {
    throw new Error(`unknown job \`${kind}\`: expected one of ${Object.keys(kinds).join(', ')}`)
  }
  // The registry holds under each name the kind whose jobs carry that name.
  return kinds[kind as Job['kind']] as unknown as JobKind<Job, JobEvent>
}
