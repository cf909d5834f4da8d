import type { Lab } from './lab.ts'
import { primaryBackup } from './primary-backup/lab.ts'
import { singleServer } from './single-server/lab.ts'

export type { Lab } from './lab.ts'
export type { Check, Rubric, RubricItem } from './rubric.ts'

/** All labs, by name. */
export const labs: Readonly<Record<string, Lab>> = {
  [primaryBackup.name]: primaryBackup,
  [singleServer.name]: singleServer,
}
