import { built } from '../built.ts'

/** The scripts of a job: of the thread that examines, and of the process in which the solution runs. */
export interface Entries {
  readonly examiner: string
  readonly sandbox: string
}

export function childEntry(): Entries {
  return { examiner: built('examiner.js'), sandbox: built('sandbox/main.js') }
}
