import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'

const first = '<!-- measured: begin -->'
const last = '<!-- measured: end -->'

/** Puts `measured` between the two marks of a document, which stay. Throws when they are not there. */
export async function writeMeasured(file: string, measured: string): Promise<void> {
  const document = replaceMeasured(readFileSync(file, 'utf8'), measured)
  writeFileSync(file, await format(document, { ...(await resolveConfig(file)), parser: 'markdown' }))
}

export function replaceMeasured(document: string, measured: string): string {
  const start = document.indexOf(first)
  const end = document.indexOf(last)
  if (start === -1 || end < start) {
    throw new Error(
      `expected the lines ${first} and ${last}, in this order, in the document: put them where the tables belong`,
    )
  }
  return `${document.slice(0, start + first.length)}\n\n${measured.trim()}\n\n${document.slice(end)}`
}
