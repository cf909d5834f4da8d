import { fileURLToPath } from 'node:url'

/** Of each lab, the folder below `src/reference` that solves it. Each is built as a file of its own. */
export const references: Readonly<Record<string, string>> = {
  'single-server': 'single-server',
  'state-machine-replication': 'state-machine-replication',
  'primary-backup': 'hot-standby',
  'replicated-vm': 'replicated-vm',
}

/** The built reference of a lab, a solution like any other. */
export function referenceOf(lab: string): string {
  return fileURLToPath(new URL(`reference/${lab}.js`, import.meta.url))
}
