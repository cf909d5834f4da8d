import type { Group } from './case.ts'
import type { CommandLineRun } from './command-line.ts'
import { ratio, type Ratio, type Row } from './row.ts'
import { showBytes, showRatio, showTime, type Table } from './show.ts'
import { summarize } from './summary.ts'

/** All that was measured. `external` is the name of the other checker, where there was one. */
export type Measured = {
  readonly rows: readonly Row[]
  readonly commandLine: readonly CommandLineRun[]
  readonly external: string | undefined
}

/** A figure to reach. `reached` is undefined where it was not measured. */
type Figure = {
  readonly claim: string
  readonly target: string
  readonly measured: string
  readonly reached: boolean | undefined
}

export function figuresTable(measured: Measured): Table {
  return {
    title: 'Figures to reach',
    heading: ['what', 'target', 'measured', 'reached'],
    rows: figuresOf(measured).map(({ claim, target, measured: value, reached }) => [
      claim,
      target,
      value,
      reached === undefined ? '–' : reached ? '✓' : '✗',
    ]),
  }
}

export function figuresOf({ rows, commandLine, external }: Measured): readonly Figure[] {
  const of = (group: Group): readonly Row[] => rows.filter((row) => row.case.group === group)
  const ofSize = (group: Group, operations: number): readonly Row[] =>
    of(group).filter((row) => row.case.operationsAbout === operations)
  const etcd = of('etcd')
  const isSlow = (row: Row): boolean => nanosecondsOf(row, external) > 5e6
  const files = of('kv-files')
  const isC50 = ({ case: { name } }: Row): boolean => name.startsWith('c50')
  const large = ofSize('register', 1_000_000)
  const last = of('adversarial').filter((row) => row.case.name.endsWith('k = 100'))
  return [
    ...ratios('etcd logs, warm', etcd, external, 'warm', { least: 10, geometricMean: 30, sum: 700 }),
    ...ratios('etcd logs over 5 ms, cold', etcd.filter(isSlow), external, 'cold', { least: 10 }),
    ...ratios('key/value files, warm', files, external, 'warm', { least: 8, geometricMean: 25 }),
    ...ratios('key/value files c50, warm', files.filter(isC50), external, 'warm', { least: 150 }),
    ...ratios('10^6 puts and gets, 1,000 keys', ofSize('kv-scale', 1_000_000), external, 'warm', {
      least: 5,
    }),
    ...linearity(of('kv-scale')),
    ...commandLineFigures(commandLine),
    ...ratios('20,000 appends and gets, 100 keys', ofSize('appends', 20_000), external, 'warm', { least: 3 }),
    slowest('10^6 operations on one register, 50 clients', large, 200e6),
    memoryOf('10^6 operations on one register, 50 clients', large, 150e6),
    slowest('adversarial, k = 100', last, 20e6),
    ...ratios("a user's counter", of('generic'), external, 'warm', { least: 5 }),
    slowest('FIFO queue, 10^5 operations', ofSize('queue', 100_000), 1e9),
    slowest('stack, 10^5 operations', ofSize('stack', 100_000), 1e9),
  ]
}

type Targets = { readonly least?: number; readonly geometricMean?: number; readonly sum?: number }

function ratios(
  what: string,
  rows: readonly Row[],
  external: string | undefined,
  from: 'warm' | 'cold',
  targets: Targets,
): readonly Figure[] {
  const summary = external === undefined ? undefined : summarize(rows, external, from)
  // A row that the engine does not finish, or whose other time is missing, leaves nothing to be proud of.
  const isWhole =
    external !== undefined &&
    rows.every((row) => ratio(row[from]?.get('engine'), row[from]?.get(external)) !== undefined)
  const names = { least: 'every one', geometricMean: 'geometric mean', sum: 'sum' } as const
  return (['least', 'geometricMean', 'sum'] as const).flatMap((key): readonly Figure[] => {
    const target = targets[key]
    if (target === undefined) return []
    const found: Ratio | undefined = summary?.[key]
    const missing = isWhole ? '' : ', some not measured'
    return [
      {
        claim: `${what}: ${names[key]}`,
        target: `≥ ${target} ×`,
        measured: found === undefined ? '–' : `${showRatio(found)}${missing}`,
        reached: found === undefined ? undefined : isWhole && found.value >= target,
      },
    ]
  })
}

/** Twice the time per operation at a hundred times the size is what caches and collections cost. */
const growthMax = 2

function linearity(rows: readonly Row[]): readonly Figure[] {
  const growths = rows.flatMap((row) => {
    if (row.case.operationsAbout !== 1_000_000) return []
    const small = rows.find(
      (one) => one.case.series === row.case.series && one.case.operationsAbout === 10_000,
    )
    if (small === undefined || row.case.expected === 'illegal') return []
    return [
      nanosecondsOf(row, 'engine') / row.operations / (nanosecondsOf(small, 'engine') / small.operations),
    ]
  })
  const worst = Math.max(...growths)
  return [
    {
      claim: 'time per operation at 10^6, against 10^4: at most',
      target: `≤ ${growthMax} ×`,
      measured: growths.length === 0 ? '–' : `${worst.toFixed(2)} ×`,
      reached: growths.length === 0 ? undefined : worst <= growthMax,
    },
  ]
}

function commandLineFigures(runs: readonly CommandLineRun[]): readonly Figure[] {
  const claim = '10^6 operations through the command line'
  const milliseconds = Math.max(...runs.map((run) => run.milliseconds))
  const computing = showTime(Math.max(...runs.map((run) => run.processorMilliseconds)) * 1e6)
  const bytes = Math.max(...runs.map((run) => run.residentBytes))
  const isRight = runs.every((run) => run.exitCode === 0)
  const wrong = isRight ? '' : `, but exit code ${runs.map((run) => run.exitCode).join(' and ')}`
  return [
    {
      claim: `${claim}: time`,
      target: '≤ 4 s',
      measured: runs.length === 0 ? '–' : `${showTime(milliseconds * 1e6)}, computing ${computing}${wrong}`,
      reached: runs.length === 0 ? undefined : isRight && milliseconds <= 4_000,
    },
    {
      claim: `${claim}: memory`,
      target: '≤ 1,000 MB',
      measured: runs.length === 0 ? '–' : `${showBytes(bytes)}${wrong}`,
      reached: runs.length === 0 ? undefined : isRight && bytes <= 1e9,
    },
  ]
}

function slowest(claim: string, rows: readonly Row[], nanosecondsMax: number): Figure {
  const worst = Math.max(...rows.map((row) => nanosecondsOf(row, 'engine')))
  return {
    claim: `${claim}: slowest`,
    target: `< ${showTime(nanosecondsMax)}`,
    measured: rows.length === 0 ? '–' : worst === Infinity ? 'not finished' : showTime(worst),
    reached: rows.length === 0 ? undefined : worst < nanosecondsMax,
  }
}

function memoryOf(claim: string, rows: readonly Row[], bytesMax: number): Figure {
  const used = rows.flatMap(({ memory }) =>
    memory === undefined ? [] : [Math.max(memory.allocatedBytes, memory.residentBytes)],
  )
  const worst = Math.max(...used)
  return {
    claim: `${claim}: memory beside the input`,
    target: `< ${showBytes(bytesMax)}`,
    measured: used.length === 0 ? '–' : showBytes(worst),
    reached: used.length === 0 ? undefined : worst < bytesMax,
  }
}

/** Infinite where there is no time. */
function nanosecondsOf(row: Row, name: string | undefined): number {
  const result = name === undefined ? undefined : row.warm.get(name)
  return result?.kind === 'measured' ? result.nanoseconds : Infinity
}
