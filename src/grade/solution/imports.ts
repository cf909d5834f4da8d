import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compiler } from './compiler.ts'
import { labOfContract } from './contracts.ts'
import type { Program } from './program.ts'
import { recall, remember } from './remembered.ts'

/** Labs whose contract the files of a solution import. Types count, though nothing of them is left in the program. */
export function importedLabs(path: string, { files }: Program): readonly string[] {
  const texts = files.map((file) => readFileSync(join(dirname(path), file), 'utf8'))
  const labs = new Set<string>()
  for (const text of texts.filter((each) => each.includes('splitbrain/'))) {
    for (const name of importsOf(text)) {
      const lab = labOfContract(name)
      if (lab !== null) labs.add(lab)
    }
  }
  return [...labs]
}

function importsOf(text: string): readonly string[] {
  const what = ['imports', text]
  const known = recall(what)
  if (Array.isArray(known)) return known.map(String)
  const names = compiler()
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
  remember(what, names)
  return names
}
