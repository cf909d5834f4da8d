/** One failure, shrunk. CPU time in milliseconds. */
export interface ShrinkRow {
  readonly lab: string
  readonly id: string
  readonly seed: number
  readonly property: string
  /** Of the run that failed first. */
  readonly stepsBefore: number
  /** As they are after cutting, and as the hunt shows them: after its search for fewer. */
  readonly stepsCut: number
  readonly steps: number
  /** Runs that were played while it was shrunk. */
  readonly runs: number
  readonly cpuMs: number
  /** Of the hunt's search for fewer steps. */
  readonly searchCpuMs: number
  /** The proved minimum; null where the search for it did not end within its budget. */
  readonly fewest: number | null
}

interface Circumstances {
  readonly machine: string
  readonly seeds: number
  readonly statesMax: number
}

export function shrinkTables(
  rows: readonly ShrinkRow[],
  { machine, seeds, statesMax }: Circumstances,
): string {
  const proved = rows.filter(({ fewest }) => fewest !== null)
  const ratios = proved.map(({ steps, fewest }) => steps / (fewest ?? steps))
  const cut = proved.map(({ stepsCut, fewest }) => stepsCut / (fewest ?? stepsCut))
  const figures = (what: string, of: (row: ShrinkRow) => number): string => summary(what, rows.map(of), 0)
  const lines = [
    `${machine}. ${seeds} seeds, ${rows.length} failures of ${new Set(rows.map(({ lab, id }) => `${lab} ${id}`)).size} wrong variants; ` +
      `proofs with up to ${statesMax.toLocaleString('en')} states.`,
    '',
    '| | median | 95th percentile |',
    '| --- | --: | --: |',
    figures('steps of the first failing run', (row) => row.stepsBefore),
    figures('steps when it was cut', (row) => row.stepsCut),
    figures('steps of the finding', (row) => row.steps),
    figures('runs played', (row) => row.runs),
    figures('CPU ms of shrinking', (row) => row.cpuMs),
    figures('CPU ms of the search for fewer', (row) => row.searchCpuMs),
    summary(`cut run ÷ proved minimum (${proved.length} of ${rows.length} proved)`, cut, 2),
    summary('finding ÷ proved minimum', ratios, 2),
    '',
    '| lab | variant | promise | steps before | cut | finding | proved minimum | runs | CPU ms |',
    '| --- | --- | --- | --: | --: | --: | --: | --: | --: |',
    ...rows.map(rowText),
  ]
  return lines.join('\n')
}

function rowText({
  lab,
  id,
  property,
  stepsBefore,
  stepsCut,
  steps,
  fewest,
  runs,
  cpuMs,
}: ShrinkRow): string {
  return `| ${[lab, id, property, stepsBefore, stepsCut, steps, fewest ?? '–', runs, Math.round(cpuMs)].join(' | ')} |`
}

function summary(what: string, numbers: readonly number[], digits: number): string {
  return `| ${what} | ${quantile(numbers, 0.5).toFixed(digits)} | ${quantile(numbers, 0.95).toFixed(digits)} |`
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
