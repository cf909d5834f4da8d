import type { Finding } from '../../hunt/index.ts'
import { BadFinding, readFinding } from '../../hunt/index.ts'
import type { Rubric } from '../../labs/rubric.ts'
import { BadRubric } from './fields.ts'
import { parseStory } from './story.ts'
import type { Files } from './tasks.ts'

/** Reads what the rubric says of files; `read` gives the text of one. Throws `BadRubric`, with the file's name. */
export function filesOf({ lab, items }: Rubric, read: (file: string) => string): Files {
  const named = (kind: 'story' | 'replay'): readonly string[] =>
    items.flatMap(({ check }) => (check.kind === kind ? [check.file] : []))
  return {
    stories: contents(named('story'), read, (text) => parseStory(text, lab)),
    findings: contents(named('replay'), read, (text) => findingOf(text, lab)),
  }
}

function contents<T>(
  files: readonly string[],
  read: (file: string) => string,
  parse: (text: string) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    files.map((file) => {
      try {
        return [file, parse(read(file))]
      } catch (error) {
        throw new BadRubric(`${file}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }),
  )
}

/** Without the solution that it was found in. */
function findingOf(text: string, lab: string): Finding {
  const { solution: _, ...finding } = readFinding(text)
  if (finding.setup.lab === lab) return finding
  throw new BadFinding(`expected a finding of the lab ${lab}, found one of ${finding.setup.lab}`)
}
