import type { Diagram, Explanation, Row } from '../explain/index.ts'
import { countedSteps } from './steps.ts'

/** The diagram of an explanation as a Mermaid `sequenceDiagram`, for pages that render it. */
export function renderMermaid({ diagram }: Explanation): string {
  const participants = diagram.lanes.map(({ node }) => `  participant ${node}`)
  const lines = diagram.rows.map((row) => `  ${lineOf(row, diagram)}`)
  return `${['sequenceDiagram', ...participants, ...lines].join('\n')}\n`
}

function lineOf(row: Row, { lanes }: Diagram): string {
  const all = [...new Set([lanes[0]?.node, lanes.at(-1)?.node])].join()
  switch (row.kind) {
    case 'message': {
      const remark = row.remark === null ? '' : ` (${row.remark})`
      return `${row.from}->>${row.to}: ${escaped(`${row.step}. ${row.label}${remark}`)}`
    }
    case 'lost':
      return `${row.from}-x${row.to}: ${escaped(`${row.label} is lost`)}`
    case 'note':
      return `Note over ${row.node}: ${escaped(row.text)}`
    case 'banner':
      return `Note over ${all}: ${escaped(row.text)}`
    case 'fatal':
      return `Note over ${all}: ${escaped(`▲ ${row.text}`)}`
    case 'folded':
      return `Note over ${all}: ${escaped(`… ${countedSteps(row.steps)}${row.kinds.length === 0 ? '' : `: ${row.kinds.join(', ')}`}`)}`
    default:
      return row satisfies never
  }
}

/**
 * Values of a solution are in the text. Mermaid takes `#` for the start of an entity, `;` and line breaks for the end of a
 * line, `%%` for a directive, `<br>` for a tag and `$$` for a formula.
 */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[#;%<>&$`\\]/g, (char) => `#${char.codePointAt(0) ?? 0};`)
}
