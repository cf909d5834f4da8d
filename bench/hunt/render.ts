import type { Column, Measurement } from './measurement.ts'
import { quantile, type Lifetime, type Quantile } from './survival.ts'

/** What a wrong variant is called, in the order in which variants are listed. */
export interface Variant {
  readonly lab: string
  readonly service: string
  readonly id: string
  readonly title: string
}

/** The time within which a variant is to be found. */
const goalCpuMs = 10_000

/** Tables of what was measured, in Markdown. Throws when nothing was. */
export function render(
  measurements: readonly Measurement[],
  variants: readonly Variant[],
  columns: readonly Column[],
): string {
  const cells = columns.flatMap((column) =>
    variants.flatMap((variant): Measured[] => {
      const runs = measurements.filter((one) => isOf(one, variant) && one.column === column)
      return runs.length === 0 ? [] : [{ variant, column, runs }]
    }),
  )
  if (cells.length === 0) throw new Error('nothing was measured: run `npm run bench:hunt` first')
  const measured = columns.filter((column) => cells.some((cell) => cell.column === column))
  return [
    summaryTable(cells, measured),
    portfolioTable(cells.filter(({ column }) => column === 'portfolio')),
    ...(measured.length > 1 ? [schedulersTable(cells, variants, measured)] : []),
  ].join('\n\n')
}

interface Measured {
  readonly variant: Variant
  readonly column: Column
  readonly runs: readonly Measurement[]
}

function isOf(one: Measurement, { lab, service, id }: Variant): boolean {
  return one.lab === lab && one.service === service && one.id === id
}

function summaryTable(cells: readonly Measured[], columns: readonly Column[]): string {
  const lines = columns.map((column) => {
    const ofColumn = cells.filter((cell) => cell.column === column)
    const always = ofColumn.filter(({ runs }) => runs.every(isKilledInTime)).length
    const never = ofColumn.filter(({ runs }) => !runs.some(({ property }) => property !== null))
    const runs = ofColumn.flatMap((cell) => cell.runs)
    const inTime = runs.filter(isKilledInTime).length
    const worst = ofColumn.toSorted((a, b) => killedShare(a) - killedShare(b) || cpuOf(b) - cpuOf(a))[0]
    const percent = ((100 * inTime) / runs.length).toFixed(1)
    return [
      column,
      String(ofColumn.length),
      `${percent} % of ${runs.length}`,
      String(always),
      never.map(({ variant }) => nameOf(variant)).join(' ') || '–',
      worst === undefined ? '' : `${nameOf(worst.variant)}: ${seedsText(worst.runs)}`,
    ]
  })
  const head = [
    '',
    'variants',
    `seeds that kill within ${goalCpuMs / 1_000} CPU-seconds`,
    'variants killed by every seed',
    'by none',
    'worst: seeds that kill',
  ]
  return table(head, lines)
}

function portfolioTable(cells: readonly Measured[]): string {
  const head = ['lab', 'variant', '', 'schedules', '90 %', 'CPU ms', '90 %', 'seeds', 'first by']
  const lines = cells.map(({ variant, runs }) => [
    variant.lab,
    labelOf(variant),
    variant.title,
    quantileText(quantile(runs.map(schedulesOf), 0.5)),
    quantileText(quantile(runs.map(schedulesOf), 0.9)),
    quantileText(quantile(runs.map(cpuMsOf), 0.5)),
    quantileText(quantile(runs.map(cpuMsOf), 0.9)),
    seedsText(runs),
    firstBy(runs),
  ])
  return table(head, lines)
}

function schedulersTable(
  cells: readonly Measured[],
  variants: readonly Variant[],
  columns: readonly Column[],
): string {
  const lines = variants.flatMap((variant) => {
    const texts = columns.map((column) => {
      const cell = cells.find((one) => one.variant === variant && one.column === column)
      if (cell === undefined) return ''
      const median = quantileText(quantile(cell.runs.map(schedulesOf), 0.5))
      return cell.runs.every(isKilledInTime) ? median : `${median} (${seedsText(cell.runs)})`
    })
    return texts.every((text) => text === '') ? [] : [[nameOf(variant), ...texts]]
  })
  return table(['median schedules', ...columns], lines)
}

function isKilledInTime({ property, cpuMs }: Measurement): boolean {
  return property !== null && cpuMs <= goalCpuMs
}

function killedShare({ runs }: Measured): number {
  return runs.filter(isKilledInTime).length / runs.length
}

function cpuOf({ runs }: Measured): number {
  return quantile(runs.map(cpuMsOf), 0.5).value
}

function schedulesOf({ schedules, property }: Measurement): Lifetime {
  return { value: schedules, isCensored: property === null }
}

function cpuMsOf({ cpuMs, property }: Measurement): Lifetime {
  return { value: cpuMs, isCensored: property === null }
}

function seedsText(runs: readonly Measurement[]): string {
  return `${runs.filter(isKilledInTime).length}/${runs.length}`
}

function firstBy(runs: readonly Measurement[]): string {
  const counts = new Map<string, number>()
  for (const { property } of runs) {
    if (property !== null) counts.set(property, (counts.get(property) ?? 0) + 1)
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '–'
}

function quantileText({ kind, value }: Quantile): string {
  const rounded = value >= 10 ? Math.round(value).toLocaleString('en') : String(Math.round(value * 10) / 10)
  return kind === 'known' ? rounded : `>${rounded}`
}

function nameOf(variant: Variant): string {
  return `${variant.lab} ${labelOf(variant)}`
}

function labelOf({ id, service }: Variant): string {
  return ['key-value', 'virtual-machine'].includes(service) ? id : `${id} (${service})`
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const rule = head.map(() => '---')
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
