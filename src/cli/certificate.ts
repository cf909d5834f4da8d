import type { Certificate } from '../grade/child/index.ts'
import { colours, counted, number } from './terminal.ts'

/** What a search through a scope says, for people. */
export function certificateText(certificate: Certificate): string {
  return [...headline(certificate), '', ...scopeLines(certificate), '', ...figureLines(certificate)].join(
    '\n',
  )
}

function headline(certificate: Certificate): readonly string[] {
  return [...certificate.broken.map(brokenLine), ...openLines(certificate)]
}

function brokenLine({ property, steps, noneUpTo }: Certificate['broken'][number]): string {
  const shortest =
    noneUpTo >= steps - 1
      ? 'no run is shorter'
      : `there is none of up to ${counted(noneUpTo, 'step')}, and it may be that one is shorter`
  return `${colours.red('✗')} ${property.padEnd(20)} violated by a run of ${counted(steps, 'step')}; ${shortest}`
}

/** Of the promises that no run was seen to break. */
function openLines({ ending, judged, broken, unanswered }: Certificate): readonly string[] {
  const open = judged.filter((name) => broken.every(({ property }) => property !== name))
  switch (ending.kind) {
    case 'complete':
      return unanswered.length > 0
        ? [
            `${colours.yellow('?')} says nothing: in no run were all calls of ${unanswered.join(' and ')} answered`,
          ]
        : open.map((name) => `${colours.green('✓')} ${name.padEnd(20)} holds in every run of this scope`)
    case 'stopped':
      return open.map(
        (name) =>
          `${colours.yellow('?')} ${name.padEnd(20)} holds in every run of up to ${counted(ending.depth, 'step')}; ` +
          stopWords[ending.why],
      )
    case 'all-broken':
      return []
    case 'unexplorable':
      return [`${colours.red('✗')} cannot be explored: ${ending.message}`]
    default:
      return ending satisfies never
  }
}

const stopWords = {
  states: 'the search stopped there: --budget',
  work: 'its states take so much work that the search stopped there: --budget',
  steps: 'the search stopped there: --depth',
  'a node without end': 'some node comes to ever more states of itself, and the search stopped there',
} as const

function scopeLines({ scope, isReduced, notJudged, cutOff }: Certificate): readonly string[] {
  const { setup, from, joins, calls, horizon } = scope
  const said = Object.entries(calls).map(
    ([client, commands]) => `${client}: ${commands.map((command) => JSON.stringify(command)).join(', ')}`,
  )
  return [
    'The scope:',
    `  nodes     ${[...setup.servers, ...setup.clients].join(' ')}${joins.length > 0 ? `; ${joins.join(' ')} may join` : ''}, service ${setup.service}`,
    ...said.map((line, i) => `  ${i === 0 ? 'calls    ' : '         '} ${line}`),
    `  begins    ${from === null ? 'with the first step' : `where ${from.scenario} makes its first call, after ${counted(from.steps, 'step')}`}`,
    '  covered   messages in any order, late, lost, more than once; timers at any time they are set; any node',
    '            silent from any moment on, which is what a crash is to the others',
    ...(horizon === null
      ? []
      : [
          `  ends      before a message tells of ${horizon.unit} above ${horizon.max} ` +
            `(${cutOff === 0 ? 'which no run came to' : `${counted(cutOff, 'reaction')} cut off`})`,
        ]),
    ...(isReduced ? ['  left out  what makes no difference to any promise judged: docs/decisions/0007'] : []),
    ...(notJudged.length > 0
      ? [`  not said  ${notJudged.join(', ')}: judged on whole runs only; splitbrain hunt`]
      : []),
  ]
}

function figureLines({ figures, cpuMs, isReduced }: Certificate): readonly string[] {
  const { states, transitions, depth, nodeStates, histories, handlerRuns, bytes } = figures
  const nodes = Object.entries(nodeStates).map(([node, count]) => `${node} ${number(count)}`)
  const seconds = cpuMs / 1_000
  return [
    `${counted(states, 'state')}${isReduced ? ', each for all that nobody can tell apart' : ''}; ` +
      `${counted(transitions, 'transition')}, depth ${depth}; ` +
      `${number(histories)} histories of calls; states of nodes: ${nodes.join(', ')}`,
    `${number(handlerRuns)} runs of handlers; ${seconds.toFixed(1)} s of one processor, ` +
      `${number(Math.round(states / Math.max(seconds, 0.001)))} states a second, ${Math.round(bytes / Math.max(1, states))} bytes a state`,
  ]
}
