import type { HuntSummary } from '../grade/child/index.ts'
import { counted, number } from './terminal.ts'

/** `2,000 schedules (1,987 different), 500,000 steps, seed 1; chosen by staged (700), pct (600), ….` */
export function effortText(summary: HuntSummary, seed: number): string {
  const { schedules, distinct, steps, bySchedulers } = summary
  const shares = Object.entries(bySchedulers)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${number(count)}`)
  const different = `${distinct > exactMax ? 'about ' : ''}${number(distinct)} different`
  return (
    `${counted(schedules, 'schedule')} (${different}), ${counted(steps, 'step')}, seed ${seed}.\n` +
    `Chosen by: ${shares.join(', ')}.`
  )
}

/** More different schedules than this are estimated. */
const exactMax = 65_536

/**
 * What a hunt that found nothing says, in plain words. Of n schedules drawn independently none failed: with 95 %
 * certainty less than 3/n of such schedules fail (the rule of three: Hanley and Lippman-Hand 1983).
 */
export function confidenceText({ drawn, searched }: HuntSummary): string {
  return [
    'No schedule broke a promise. What that says:',
    boundText('schedules drawn at random', drawn.all),
    ...(drawn.timed > 0 ? [boundText('of them with a clock, for promises about time', drawn.timed)] : []),
    '  It is said of schedules as these schedulers draw them, in these shares; not of every schedule.',
    ...searchesText(searched),
  ].join('\n')
}

function boundText(what: string, n: number): string {
  if (n < 4) return `  ${number(n)} ${what}: too few to say how rare a failure must be.`
  return `  ${number(n)} ${what}: with 95 % certainty a failure shows in less than ${percent(3 / n)} of such (3/${number(n)}).`
}

/** Two digits that count: `0.030 %`. */
function percent(share: number): string {
  return `${(100 * share).toPrecision(2)} %`
}

function searchesText(searched: HuntSummary['searched']): readonly string[] {
  const said = searched.filter(({ ending }) => ending === 'complete' || ending === 'stopped')
  const refused = searched.some(({ ending }) => ending === 'unexplorable')
  return [
    ...(said.length === 0 ? [] : ['Besides, everything that can happen in these scopes was tried:']),
    ...said.map(searchText),
    ...(refused
      ? ['No scope was tried to its end: handlers do not always do the same (see splitbrain explore).']
      : []),
  ]
}

function searchText(scope: HuntSummary['searched'][number]): string {
  const { setup, calls, begins, horizon, ending, states, depth } = scope
  const nodes = `${[...setup.servers, ...setup.clients].join(' ')}, ${callsText(calls)}`
  const until = horizon === null ? '' : `, ${horizon.unit} up to ${horizon.max}`
  const extent = ending === 'complete' ? 'all of it' : `all runs of up to ${counted(depth, 'step')}`
  return `  ${nodes}${beginnings[begins]}${until}: ${extent}, ${counted(states, 'state')}`
}

const beginnings: Readonly<Record<HuntSummary['searched'][number]['begins'], string>> = {
  'at once': '',
  formed: ', once views have formed',
  'after an absence': ', once a server has come back',
}

/** `2 calls each`, `1, 1 and 2 calls`. */
function callsText(calls: readonly number[]): string {
  const [first = 0] = calls
  if (calls.every((count) => count === first)) return `${counted(first, 'call')} each`
  return `${calls.slice(0, -1).join(', ')} and ${counted(calls.at(-1) ?? 0, 'call')}`
}
