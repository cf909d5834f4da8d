import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { SchedulerName } from '../../src/schedule/index.ts'

/** What chooses the steps: one scheduler, or all of them as a hunt mixes them. */
export type Column = SchedulerName | 'portfolio'

/** One hunt of one wrong variant, until the first judgement fired or the budget was spent. A line of JSON. */
export interface Measurement {
  readonly lab: string
  readonly service: string
  readonly id: string
  readonly column: Column
  readonly seed: number
  /** Null: nothing was found. */
  readonly property: string | null
  /** Who found it: a scheduler, or the search of a small scope. */
  readonly by: string | null
  readonly schedules: number
  readonly cpuMs: number
  /** The budget that it had. */
  readonly cpuMsMax: number
  readonly schedulesMax: number
}

/** What is measured, whatever came of it. */
export type Cell = Pick<Measurement, 'lab' | 'service' | 'id' | 'column' | 'seed'>

export function keyOf({ lab, service, id, column, seed }: Cell): string {
  return `${lab}/${service}/${id} ${column} ${seed}`
}

/** Measurements by key; of several of the same the last counts. No file is an empty one. */
export function readMeasurements(file: string): ReadonlyMap<string, Measurement> {
  if (!existsSync(file)) return new Map()
  const lines = readFileSync(file, 'utf8').split('\n')
  return new Map(
    lines
      .filter((line) => line !== '')
      .map((line): [string, Measurement] => {
        const measurement = JSON.parse(line) as Measurement
        return [keyOf(measurement), measurement]
      }),
  )
}

export function appendMeasurement(file: string, measurement: Measurement): void {
  appendFileSync(file, `${JSON.stringify(measurement)}\n`)
}

/** Whether a larger budget could say more. */
export function isOpen(known: Measurement | undefined, cpuMsMax: number, schedulesMax: number): boolean {
  if (known === undefined) return true
  return known.property === null && (known.cpuMsMax < cpuMsMax || known.schedulesMax < schedulesMax)
}
