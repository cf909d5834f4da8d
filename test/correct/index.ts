import singleServer from '../../src/reference/single-server/index.ts'
import { primaryBackupSolutions } from './primary-backup/index.ts'

/** Correct solutions of a lab by name, the references among them, and the service that they replicate. */
export interface LabSolutions {
  readonly lab: string
  readonly service: string
  readonly solutions: Readonly<Record<string, object>>
}

/** What nothing may be found in. A lab may come twice, with another service. */
export const correct: readonly LabSolutions[] = [
  { lab: 'single-server', service: 'key-value', solutions: { reference: singleServer } },
  { lab: 'primary-backup', service: 'key-value', solutions: primaryBackupSolutions },
]
