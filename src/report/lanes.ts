import type { Diagram, Lane, Row } from '../explain/index.ts'
import { wrap, type Paint, type Tone } from './paint.ts'
import { countedSteps, nameOfStep } from './steps.ts'

const laneColumnsMax = 8
const laneColumnsMin = 4
const textColumnsMin = 38

/** The sequence diagram: a picture of lanes on the left, what happens in words on the right, a row for each. */
export function renderDiagram({ lanes, rows }: Diagram, columns: number, paint: Paint): readonly string[] {
  const picture = pictureOf(lanes, rows, columns, paint)
  const fatalSteps = new Set(rows.flatMap((row) => (row.kind === 'fatal' ? [row.step] : [])))
  let step = -1
  const lines = rows.flatMap((row) => {
    const isFirst = row.step !== step
    step = row.step
    return renderRow(picture, row, isFirst, fatalSteps.has(row.step))
  })
  return [header(picture), ...lines]
}

interface Picture {
  readonly lanes: readonly Lane[]
  readonly width: number
  readonly stepColumns: number
  /** 0 for runs without a clock. */
  readonly msColumns: number
  readonly textColumns: number
  readonly paint: Paint
}

interface Cell {
  char: string
  tone: Tone
}

function pictureOf(lanes: readonly Lane[], rows: readonly Row[], columns: number, paint: Paint): Picture {
  const stepColumns = Math.max(4, ...rows.map(({ step }) => nameOfStep(step).length))
  const msColumns = Math.max(0, ...rows.map(({ atMs }) => (atMs === null ? 0 : String(atMs).length + 3)))
  const gutter = 2 + stepColumns + (msColumns > 0 ? msColumns + 1 : 0) + 1
  const fitting = Math.floor((columns - gutter - textColumnsMin) / Math.max(1, lanes.length))
  const width = Math.min(laneColumnsMax, Math.max(laneColumnsMin, fitting))
  const textColumns = Math.max(20, columns - gutter - lanes.length * width - 1)
  return { lanes, width, stepColumns, msColumns, textColumns, paint }
}

function header({ lanes, width, stepColumns, msColumns, paint }: Picture): string {
  const names = lanes.map(({ node }) =>
    node.slice(0, width - 1).padStart(Math.ceil((width + node.length) / 2)),
  )
  const ms = msColumns > 0 ? ` ${'time'.padStart(msColumns)}` : ''
  return paint(
    'strong',
    `  ${'step'.padStart(stepColumns)}${ms} ${names.map((name) => name.padEnd(width)).join('')}`.trimEnd(),
  )
}

function renderRow(picture: Picture, row: Row, isFirst: boolean, isFatal: boolean): readonly string[] {
  const { paint, lanes, width, textColumns } = picture
  if (row.kind === 'banner') {
    const full = lanes.length * width + textColumns
    return [gutter(picture, row, false, false) + paint('news', `── ${row.text} `.padEnd(full, '─'))]
  }
  const { text, tone, remark } = wordsOf(row)
  const lines = [
    ...wrap(text, textColumns).map((line) => paint(isFatal && row.kind === 'message' ? 'wrong' : tone, line)),
    ...(remark === null ? [] : wrap(`(${remark})`, textColumns).map((line) => paint('odd', line))),
  ]
  return lines.map((line, i) => {
    const cells = i === 0 ? drawn(picture, row, isFatal) : lifelines(picture, row.step)
    return `${gutter(picture, row, isFirst && i === 0, isFatal && i === 0)}${painted(cells, paint)} ${line}`.trimEnd()
  })
}

function gutter(
  { stepColumns, msColumns, paint }: Picture,
  row: Row,
  isShown: boolean,
  isFatal: boolean,
): string {
  const mark = isFatal && isShown ? paint('wrong', '▶ ') : '  '
  const step = isShown ? nameOfStep(row.step) : ''
  const ms =
    msColumns === 0 ? '' : ` ${(isShown && row.atMs !== null ? `${row.atMs} ms` : '').padStart(msColumns)}`
  return `${mark}${paint('faint', `${step.padStart(stepColumns)}${ms}`)} `
}

function wordsOf(row: Row): { readonly text: string; readonly tone: Tone; readonly remark: string | null } {
  switch (row.kind) {
    case 'message':
      return { text: row.label, tone: row.isChatter ? 'faint' : 'plain', remark: row.remark }
    case 'lost':
      return { text: `${row.label} is lost`, tone: 'odd', remark: null }
    case 'note':
      return { text: row.text, tone: toneOf[row.what], remark: null }
    case 'fatal':
      return { text: `▲ ${row.text}`, tone: 'wrong', remark: null }
    case 'folded': {
      const kinds = row.kinds.length === 0 ? '' : `: ${row.kinds.join(', ')}`
      return { text: `… ${countedSteps(row.steps)}${kinds}`, tone: 'faint', remark: null }
    }
    case 'banner':
      return { text: row.text, tone: 'news', remark: null }
    default:
      return row satisfies never
  }
}

type What = (Row & { readonly kind: 'note' })['what']

const toneOf: Readonly<Record<What, Tone>> = {
  call: 'strong',
  return: 'strong',
  decision: 'done',
  execution: 'done',
  state: 'done',
  timer: 'faint',
  crash: 'wrong',
  join: 'news',
  offence: 'wrong',
}

const signOf: Readonly<Record<What, string>> = {
  call: '◇',
  return: '◆',
  decision: '□',
  execution: '■',
  state: '■',
  timer: '•',
  crash: '✗',
  join: '○',
  offence: '✗',
}

// --- the picture of a row

function lifelines({ lanes, width }: Picture, step: number): Cell[] {
  const cells = Array.from({ length: lanes.length * width }, (): Cell => ({ char: ' ', tone: 'plain' }))
  for (const [i, { fromStep, untilStep }] of lanes.entries()) {
    if (step < fromStep || (untilStep !== null && step > untilStep)) continue
    put(cells, centre(i, width), '│', 'faint')
  }
  return cells
}

function drawn(picture: Picture, row: Row, isFatal: boolean): Cell[] {
  const { lanes, width } = picture
  const cells = lifelines(picture, row.step)
  const placeOf = (node: string): number =>
    centre(
      lanes.findIndex((lane) => lane.node === node),
      width,
    )
  switch (row.kind) {
    case 'message':
      arrow(cells, placeOf(row.from), placeOf(row.to), isFatal ? 'wrong' : row.isChatter ? 'faint' : 'plain')
      break
    case 'lost':
      lostArrow(cells, placeOf(row.from), placeOf(row.to))
      break
    case 'note':
      put(cells, placeOf(row.node), signOf[row.what], toneOf[row.what])
      break
    case 'folded':
      for (const cell of cells) if (cell.char === '│') cell.char = '┊'
      break
    case 'fatal':
    case 'banner':
      break
    default:
      row satisfies never
  }
  return cells
}

function centre(lane: number, width: number): number {
  return lane * width + Math.floor(width / 2)
}

function put(cells: Cell[], place: number, char: string, tone: Tone): void {
  const cell = cells[place]
  if (cell !== undefined) Object.assign(cell, { char, tone })
}

function arrow(cells: Cell[], from: number, to: number, tone: Tone): void {
  if (from === to) return put(cells, from, '↺', tone)
  const direction = from < to ? 1 : -1
  put(cells, from, direction > 0 ? '├' : '┤', tone)
  for (let at = from + direction; at !== to; at += direction) put(cells, at, '─', tone)
  put(cells, to - direction, direction > 0 ? '▶' : '◀', tone)
}

function lostArrow(cells: Cell[], from: number, to: number): void {
  if (from === to) return put(cells, from, '✗', 'odd')
  const direction = from < to ? 1 : -1
  // The cross stands just before the lane that it does not reach.
  const end = to - direction * 2
  put(cells, from, direction > 0 ? '├' : '┤', 'odd')
  for (let at = from + direction; at !== end; at += direction) put(cells, at, '╌', 'odd')
  put(cells, end, '✗', 'odd')
}

/** Neighbours of one tone are painted together. */
function painted(cells: readonly Cell[], paint: Paint): string {
  let text = ''
  let run = ''
  let tone: Tone = 'plain'
  for (const cell of cells) {
    if (cell.tone !== tone && cell.char !== ' ') {
      text += paint(tone, run)
      run = ''
      tone = cell.tone
    }
    run += cell.char
  }
  return text + paint(tone, run)
}
