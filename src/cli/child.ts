import { childEntry, runInChild, type ChildEvent, type ChildLimits } from '../grade/child/index.ts'
import type { ChildRequest } from '../grade/child/index.ts'
import type { Problem } from '../grade/solution/index.ts'
import { tellProblems } from './solution.ts'
import { colours, toStderr } from './terminal.ts'

/** What became of a job: it was done, the solution could not be used, or the child was killed on its limits. */
export type Ending =
  | { readonly kind: 'done' }
  | { readonly kind: 'unusable'; readonly problems: readonly Problem[] }
  | { readonly kind: 'stopped'; readonly message: string }

type OtherEvent = Exclude<ChildEvent, { readonly kind: 'unusable' }>

/** Does a job in a child. Throws when splitbrain itself is at fault. */
export async function askChild(
  request: ChildRequest,
  limits: ChildLimits,
  onEvent: (event: OtherEvent) => void,
): Promise<Ending> {
  const problems: Problem[] = []
  const note = (event: ChildEvent): void => {
    if (event.kind === 'unusable') problems.push(...event.problems)
    else onEvent(event)
  }
  const end = await runInChild(request, { ...limits, entry: childEntry(), onEvent: note })
  if (end.kind === 'failed') throw new Error(end.message)
  if (problems.length > 0) return { kind: 'unusable', problems }
  return end.kind === 'killed' ? { kind: 'stopped', message: end.message } : end
}

/** Tells on stderr why the job was not done. `what` is the job, as the user calls it: `hunt`. */
export function tellEnding(ending: Ending, what: string, solution: string): void {
  if (ending.kind === 'unusable') tellProblems(solution, ending.problems)
  if (ending.kind === 'stopped') toStderr(`${colours.red(`the ${what} was stopped:`)} ${ending.message}\n`)
}
