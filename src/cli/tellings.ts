import { basename } from 'node:path'
import { findingFile as fileOfItem } from '../grade/class/index.ts'
import type { Grade, GradedItem, Telling } from '../grade/index.ts'
import { loadSolution } from '../grade/solution/index.ts'
import type { Finding } from '../hunt/index.ts'
import type { Scenario } from '../labs/scenario.ts'
import { quoted, renderMermaid, renderText } from '../report/index.ts'
import { besideText, findingFile, replayAs } from './findings.ts'

/** Of the text: fits a page. */
const columns = 100
/** A run takes about a second to be replayed and told. */
const toldMax = 12

/**
 * Replays what lost points and tells it, by the id of the item. Items that lost them in the same way share a telling, that
 * of the shortest run; what students see shares none with what is hidden from them.
 */
export async function tellingsOf(
  grade: Grade,
  stories: readonly Scenario[],
): Promise<ReadonlyMap<string, Telling>> {
  const program = await loadSolution(grade.solution)
  const tellings = new Map<string, Telling>()
  if (program.kind === 'unusable') return tellings
  for (const { finding, items } of waysOf(grade).slice(0, toldMax)) {
    const replayed = await replayAs(finding, { file: '', solution: grade.solution }, program, {
      print: false,
      detail: 'essential',
      others: stories,
      colour: false,
      columns,
    })
    if (replayed.kind !== 'violated') continue
    // A student has no file of the finding before grading at home, which makes one.
    const explanation = { ...replayed.explanation, replay: null }
    const telling: Telling = {
      text: `${besideText(finding)}${renderText(explanation, { colour: false, columns })}`,
      mermaid: renderMermaid(explanation),
      steps: explanation.steps,
      again: againOf(grade, items, finding),
    }
    for (const { id } of items) tellings.set(id, telling)
  }
  return tellings
}

interface Way {
  /** The shortest run. */
  readonly finding: Finding
  readonly items: GradedItem[]
}

/** The costliest first. */
function waysOf({ items }: Grade): readonly Way[] {
  const ways = new Map<string, Way>()
  for (const item of items) {
    const { finding, part, hidden } = item
    if (finding === null) continue
    const name = JSON.stringify([finding.property, finding.signature, part, hidden])
    const known = ways.get(name)
    const isShorter = known === undefined || finding.steps.length < known.finding.steps.length
    ways.set(name, { finding: isShorter ? finding : known.finding, items: [...(known?.items ?? []), item] })
  }
  const costOf = (way: Way): number => way.items.reduce((sum, { pointsMax }) => sum + pointsMax, 0)
  return [...ways.values()].toSorted((a, b) => costOf(b) - costOf(a))
}

/** A grading gives the same on every machine, so that the student's own finds the same run, and saves it. */
function againOf(
  { solution, lab, seed, schedulesMax }: Grade,
  items: readonly GradedItem[],
  finding: Finding,
): string {
  const name = basename(solution)
  const scenario = items.find(({ check, part }) => check.kind === 'scenario' && part === null)
  if (scenario?.check.kind === 'scenario')
    return `npx splitbrain scenario ${scenario.check.name} ${quoted(name)}`
  const hidden = items.find((item) => item.hidden)
  if (hidden !== undefined)
    return againInPrivate(name, `--lab ${lab} --seed ${seed} --budget ${schedulesMax}`, hidden)
  return (
    `npx splitbrain grade ${quoted(name)} --lab ${lab} --seed ${seed} --budget ${schedulesMax}; ` +
    `npx splitbrain replay ${quoted(findingFile(finding, name))} ${quoted(name)}`
  )
}

/** For staff, who have the folder: grading as a class of one keeps the findings of private items. */
function againInPrivate(name: string, settings: string, item: GradedItem): string {
  const file = `results/hidden/*/${fileOfItem(item)}`
  return (
    `npx splitbrain grade ${quoted(name)} ${settings} --private FOLDER --out results; ` +
    `npx splitbrain replay ${file} ${quoted(name)} --private FOLDER`
  )
}
