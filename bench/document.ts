import { readFileSync, writeFileSync } from 'node:fs'

const first = '<!-- measured: begin -->'
const last = '<!-- measured: end -->'

/** Puts `measured` between the two marks of a document, which stay. Throws when they are not there. */
export function writeMeasured(file: string, measured: string): void {
  writeFileSync(file, replaceMeasured(readFileSync(file, 'utf8'), measured))
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
