import type { GradedItem } from '../grade.ts'
import type { Format, Telling, Told } from './format.ts'
import { capped, plainText } from './harmless.ts'
import { endingOf, itemsFor, problemsOf, totalOf } from './items.ts'
import { codeBlock, markdownText } from './markdown.ts'

/**
 * Characters. A summary may have 1 MiB (https://docs.github.com/actions/reference/workflow-commands-for-github-actions), and
 * a diagram 50,000 characters (https://mermaid.js.org/config/schema-docs/config.html, `maxTextSize`).
 */
const charsMax = { all: 300_000, reason: 250, telling: 20_000, mermaid: 49_000 }

/** A job summary of GitHub Actions: Markdown, with the shortest run that lost points as a diagram. */
export const githubSummary: Format = {
  readers: 'students',
  holds: 'any number',
  tells: true,
  what: 'job summary of GitHub Actions, for $GITHUB_STEP_SUMMARY',
  write: (told) => {
    if (told.length === 0) return 'Nothing is graded yet.\n'
    let left = charsMax.all
    const sections: string[] = []
    for (const one of told) {
      const section = sectionOf(one)
      left -= section.length
      if (left < 0) break
      sections.push(section)
    }
    const missing = told.length - sections.length
    return `${sections.join('\n')}${missing === 0 ? '' : `\n${missing} more submissions are left out here.\n`}`
  },
}

function sectionOf(told: Told): string {
  const { grade } = told
  const items = itemsFor(githubSummary.readers, grade)
  const { points, pointsMax } = totalOf(items)
  const ending = endingOf(told)
  return [
    `## ${markdownText(capped(grade.solution, charsMax.reason))}: ${points} of ${pointsMax} points\n`,
    ...(ending === null ? [] : [`**${ending}**\n`]),
    ...problemsOf(grade).map((problem) => `- ${markdownText(capped(problem, charsMax.reason))}`),
    '| | points | item | |',
    '| :-: | --: | --- | --- |',
    ...items.map(rowOf),
    '',
    ...shortestOf(items, told),
  ].join('\n')
}

const signOf: Readonly<Record<GradedItem['verdict'], string>> = {
  held: '✓',
  violated: '✗',
  undecided: '?',
  vacuous: '?',
}

function rowOf({ id, title, verdict, because, points, pointsMax }: GradedItem): string {
  const item = `**${markdownText(id)}** ${markdownText(title)}`
  const reason = verdict === 'held' ? '' : `${verdict}: ${markdownText(capped(because, charsMax.reason))}`
  return `| ${signOf[verdict]} | ${points}/${pointsMax} | ${item} | ${reason} |`
}

/** The shortest run that is told, as a diagram and in words; nothing where none is. */
function shortestOf(items: readonly GradedItem[], { tellings }: Told): readonly string[] {
  const told = items.flatMap((item) => {
    const telling = tellings.get(item.id)
    return telling === undefined ? [] : [{ item, telling }]
  })
  const [shortest] = told.toSorted((a, b) => a.telling.steps - b.telling.steps)
  if (shortest === undefined) return []
  const { item, telling } = shortest
  return [
    `### What cost ${markdownText(item.id)}\n`,
    diagramOf(telling),
    '<details><summary>The rule that broke, and the same run step by step</summary>\n',
    codeBlock('text', capped(plainText(telling.text), charsMax.telling)),
    '</details>\n',
    'See it again:\n',
    codeBlock('sh', plainText(telling.again)),
  ]
}

/** Lines after the limit are left out, with a line that says so. */
function diagramOf({ mermaid }: Telling): string {
  const lines = plainText(mermaid).trimEnd().split('\n')
  let chars = 0
  const kept = lines.filter((line) => (chars += line.length + 1) <= charsMax.mermaid)
  const left = lines.length - kept.length
  const note = left === 0 ? '' : `${left} more lines of the diagram are left out here.\n`
  return `${codeBlock('mermaid', kept.join('\n'))}${note}`
}
