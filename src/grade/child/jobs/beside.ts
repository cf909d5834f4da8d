import type { Finding } from '../../../hunt/index.ts'

/** The finding, with the part that was examined: its run replays beside the reference only. */
export function stamped(finding: Finding, part: string): Finding
export function stamped(finding: Finding | null, part: string): Finding | null
export function stamped(finding: Finding | null, part: string): Finding | null {
  return finding === null ? null : { ...finding, part }
}
