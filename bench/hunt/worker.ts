import { seekFailure } from '../../test/mutants/first-failure.ts'
import { rows, subjectOfRow } from '../../test/mutants/hunting.ts'
import { serveJobs } from '../../test/mutants/pool.ts'
import type { Cell, Measurement } from './measurement.ts'

/** The process in which hunts are measured. */
export interface HuntJob extends Cell {
  readonly cpuMsMax: number
  readonly schedulesMax: number
}

/** Right solutions, so that what all hunts share has been compiled when the first is measured. */
const schedulesToWarmUp = 150
const warmLabs = new Set<string>()

serveJobs(({ cpuMsMax, schedulesMax, ...cell }: HuntJob): Measurement => {
  warmUp(cell.lab)
  const row = rows.find(
    ({ lab, service, id }) => lab === cell.lab && service === cell.service && id === cell.id,
  )
  if (row === undefined) throw new Error(`there is no wrong variant ${cell.lab}/${cell.service}/${cell.id}`)
  const { seed, column } = cell
  const scheduler = column === 'portfolio' ? null : column
  const sought = seekFailure(subjectOfRow(row), { seed, schedulesMax, cpuMsMax, scheduler })
  const { schedules, cpuMs } = sought
  const { property, by } = sought.kind === 'failed' ? sought : { property: null, by: null }
  return { ...cell, property, by, schedules, cpuMs: Math.round(cpuMs * 10) / 10, cpuMsMax, schedulesMax }
})

function warmUp(lab: string): void {
  if (warmLabs.has(lab)) return
  warmLabs.add(lab)
  const right = rows.find((row) => row.lab === lab && !row.isWrong)
  if (right === undefined) return
  const within = { seed: 0, schedulesMax: schedulesToWarmUp, cpuMsMax: Infinity, scheduler: null }
  seekFailure(subjectOfRow(right), within)
}
