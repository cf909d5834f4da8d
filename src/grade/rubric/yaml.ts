import { stringify } from 'yaml'
import type { Rubric } from '../../labs/rubric.ts'

const schema = './node_modules/splitbrain/schema/rubric.schema.json'

/** The rubric as a file to begin with; editors that know the schema complete it. */
export function rubricAsYaml(rubric: Rubric): string {
  return `# yaml-language-server: $schema=${schema}\n${stringify(rubric, { lineWidth: 110 })}`
}
