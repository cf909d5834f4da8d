import type { Explanation, Story } from '../explain/index.ts'
import { renderCalls, renderOrder } from './calls.ts'
import { renderDiagram } from './lanes.ts'
import { createPaint, labelled, wrap, type Paint } from './paint.ts'
import { countedSteps } from './steps.ts'
import { replayCommand, testSnippet } from './test-snippet.ts'

export interface TextOptions {
  readonly colour: boolean
  /** Width of the terminal; less than 72 is taken for 72, more than 120 for 120. */
  readonly columns: number
}

const columnsMin = 72
const columnsMax = 120

/** An explanation for the terminal. The same explanation gives the same bytes. */
export function renderText(explanation: Explanation, options: TextOptions): string {
  const columns = columnsOf(options)
  const paint = createPaint(options.colour)
  return textOf([
    headline(explanation, columns, paint),
    [...diagnosis(explanation, columns, paint), ...odds(explanation, columns, paint)],
    [
      ...wrap(whatHappened(explanation), columns).map((line) => paint('heading', line)),
      '',
      ...renderDiagram(explanation.diagram, columns, paint),
    ],
    calls(explanation, columns, paint),
    order(explanation, columns, paint),
    replay(explanation, paint),
  ])
}

/** A run with which nothing is wrong, for the terminal. */
export function renderStory(story: Story, options: TextOptions): string {
  const columns = columnsOf(options)
  const paint = createPaint(options.colour)
  const heading = paint('heading', `What happened, in ${countedSteps(story.steps)}`)
  return textOf([
    [heading, '', ...renderDiagram(story.diagram, columns, paint)],
    calls(story, columns, paint),
  ])
}

function columnsOf({ columns }: TextOptions): number {
  return Math.min(columnsMax, Math.max(columnsMin, columns))
}

function textOf(sections: readonly (readonly string[])[]): string {
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${texts.join('\n\n')}\n`
}

function whatHappened({ steps, stageSteps, isShortest }: Explanation): string {
  const fewest = isShortest ? ', proved to be the fewest' : ''
  if (stageSteps === 0) return `What happened, in ${countedSteps(steps)}${fewest}`
  if (isShortest)
    return `What happened, in ${countedSteps(steps)}${fewest} (${stageSteps} set the stage; replay --full shows them)`
  return `What happened, in ${countedSteps(steps - stageSteps)} (after ${stageSteps} that set the stage; replay --full shows them)`
}

function headline(
  { property, claim, because }: Explanation,
  columns: number,
  paint: Paint,
): readonly string[] {
  return [
    paint('wrong', `✗ ${property}`),
    '',
    ...wrap(`“${claim}”`, columns - 2).map((line) => `  ${paint('strong', line)}`),
    ...wrap(`is broken, because ${because}.`, columns - 2).map((line) => `  ${line}`),
  ]
}

function diagnosis({ diagnosis, calls }: Explanation, columns: number, paint: Paint): readonly string[] {
  if (diagnosis === null) {
    const where = calls.some(({ place }) => place === 'unplaceable')
      ? 'Start from the call that fits nowhere, and follow back through the diagram where its answer came from.'
      : 'Start from the end of the diagram, where it shows, and ask who should have said or done something else before.'
    const text = `No single rule of the lecture could be named: every step looks right by itself. ${where}`
    return [paint('heading', 'Why'), '', ...wrap(text, columns - 2).map((line) => `  ${line}`)]
  }
  const { title, slide, step, sentence, advice } = diagnosis
  const options = { indent: 12, columns }
  return [
    ...wrap(`${title} (${slide})`, columns).map((line) => paint('heading', line)),
    '',
    ...labelled(
      step === null ? '  why' : step === 0 ? '  start' : `  step ${step}`,
      `${sentence}.`,
      options,
    ).map((line) => paint('strong', line)),
    ...labelled('  instead', `${advice}.`, options),
  ]
}

/** From which step on it was bound to happen. */
function odds({ inevitability, diagnosis }: Explanation, columns: number, paint: Paint): readonly string[] {
  if (inevitability === null) return []
  const { failing, step, continuations, isInevitable } = inevitability
  const before = failing[step - 1] ?? 0
  const after = failing[step] ?? 0
  const when = isInevitable ? `inevitable from step ${step} on` : `decided at step ${step}`
  const isBound = isInevitable && (failing[0] ?? 0) >= (failing[step] ?? 0)
  const text = isBound
    ? `inevitable from the beginning: of ${continuations} random runs ${failing[0] ?? 0} fail`
    : step === failing.length - 1
      ? `open until the last step: of ${continuations} random continuations before it, ${before} fail`
      : `${when}: of ${continuations} random continuations ${before} fail before it, ${after} after it${besides(step, diagnosis?.step ?? null)}`
  return labelled('  odds', `${text}.`, { indent: 12, columns }).map((line) => paint('plain', line))
}

/** What the step that decides has to do with the one at which the rule broke, where that is another. */
function besides(decisive: number, broken: number | null): string {
  if (broken === null || broken === decisive) return ''
  return decisive > broken
    ? `. Step ${broken} did no harm by itself: all could still have come out well, until step ${decisive}`
    : `. It leads up to step ${broken}, where the rule is broken`
}

function calls({ calls, steps }: Story, columns: number, paint: Paint): readonly string[] {
  if (calls.length === 0) return []
  return [paint('heading', 'Calls, over the steps'), '', ...renderCalls(calls, steps, columns, paint)]
}

function order({ order }: Explanation, columns: number, paint: Paint): readonly string[] {
  // An order of one call says no more than the headline.
  if (order === null || order.placed.length === 0) return []
  const heading = 'An order that explains all the others'
  return [paint('heading', heading), '', ...renderOrder(order, columns, paint)]
}

function replay(explanation: Explanation, paint: Paint): readonly string[] {
  const { replay } = explanation
  if (replay === null) return []
  const test = testSnippet(explanation)
  const lines = [paint('heading', 'Again'), '', `  ${paint('strong', replayCommand(replay))}`]
  if (test.length === 0) return lines
  const snippet = test.map((line) => (line === '' ? '' : `  ${paint('faint', line)}`))
  return [...lines, '', paint('heading', 'As a test'), '', ...snippet]
}
