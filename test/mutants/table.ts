import { judgements } from '../../properties/index.ts'
import { rows, type Budget, type Result, type Row } from './hunting.ts'

export interface TableOptions extends Omit<Budget, 'onProgress'> {
  /** Ids of the rows to hunt; empty for all. */
  readonly only: readonly string[]
  /** How many rows are hunted at the same time. */
  readonly jobs: number
  /** Hunts one row, here or in another process. */
  readonly hunt: (row: Row, budget: Omit<Budget, 'onProgress'>) => Promise<Result>
  readonly print: (line: string) => void
}

/**
 * Hunts wrong variants, which must be found, and right ones, in which nothing may be found, and prints a table: which
 * judgement fired, after how many schedules, and how long the shrunk run is. Returns whether all is as it must be.
 * Throws when `only` names an unknown row.
 */
export async function mutantsTable(options: TableOptions): Promise<boolean> {
  const chosen = options.only.length === 0 ? rows : options.only.map(rowOf)
  const { print, seed, schedulesMax, rightSchedulesMax } = options
  print(
    `at most ${schedulesMax} schedules each (right solutions: ${rightSchedulesMax}), seed ${seed}; ` +
      'cells: schedules to the first failure / steps of the shrunk run',
  )
  print(`${line('', [...names, 'CPU s'])}  scenarios`)
  const results = await inTurns(chosen, options.jobs, async (row) => {
    const result = await options.hunt(row, { seed, schedulesMax, rightSchedulesMax })
    print(
      `${line(row.id, [...names.map((name) => cell(result, name)), firstCpu(result)])}  ${result.scenarios.join(' ') || '·'}`,
    )
    for (const why of result.undecided) print(`  undecided: ${why}`)
    return { row, result }
  })
  const wrong = results.filter(({ row }) => row.isWrong)
  const missed = wrong.filter(({ result }) => !isFlagged(result))
  const flagged = results.filter(({ row, result }) => !row.isWrong && isFlagged(result))
  print(`killed ${wrong.length - missed.length} of ${wrong.length} wrong variants`)
  for (const { row } of missed) print(`missed: ${row.id} ${row.title}`)
  print(`${results.length - wrong.length} right solutions, ${flagged.length} false alarms`)
  for (const { row, result } of flagged) {
    for (const name of result.scenarios) print(`false alarm: ${row.id}, scenario ${name}`)
    for (const hit of result.hits) print(`false alarm: ${row.id}, ${hit.property}: ${hit.because}`)
  }
  return missed.length === 0 && flagged.length === 0
}

const names = (judgements['primary-backup'] ?? []).map(({ name }) => name)

function rowOf(id: string): Row {
  const row = rows.find((each) => each.id === id)
  if (row === undefined) {
    throw new Error(`unknown variant \`${id}\`: expected one of ${rows.map((each) => each.id).join(', ')}`)
  }
  return row
}

/** `act` on each element, in order, `atATime` at a time. Results come in the order of the elements. */
async function inTurns<T, R>(
  list: readonly T[],
  atATime: number,
  act: (element: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const waiting = list.entries()
  const worker = async (): Promise<void> => {
    for (const [i, element] of waiting) results[i] = await act(element)
  }
  await Promise.all(Array.from({ length: atATime }, worker))
  return results
}

/** Whether a hunt or a scenario speaks against it. */
function isFlagged({ hits, scenarios }: Result): boolean {
  return hits.length + scenarios.length > 0
}

function cell({ hits }: Result, name: string): string {
  const hit = hits.find(({ property }) => property === name)
  return hit === undefined ? '·' : `${hit.schedules}/${hit.steps}`
}

/** CPU seconds to the first failure, or of the whole hunt where there was none. */
function firstCpu({ hits, cpuMs }: Result): string {
  return (Math.min(cpuMs, ...hits.map((hit) => hit.cpuMs)) / 1_000).toFixed(1)
}

function line(id: string, cells: readonly string[]): string {
  const padded = cells.map((text, i) => text.padStart(Math.max(8, (names[i]?.length ?? 0) + 2)))
  return `${id.padEnd(13)}${padded.join('')}`
}
