import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { labOfContract } from './contracts.ts'
import type { Program } from './program.ts'
import { recall, remember } from './remembered.ts'

/** Labs whose contract the files of a solution import. Types count, though nothing of them is left in the program. */
export async function importedLabs(path: string, { files }: Program): Promise<readonly string[]> {
  const texts = files.map((file) => readFileSync(join(dirname(path), file), 'utf8'))
  const labs = new Set<string>()
  for (const text of texts.filter((each) => each.includes('splitbrain/'))) {
    for (const name of await importsOf(text)) {
      const lab = labOfContract(name)
      if (lab !== null) labs.add(lab)
    }
  }
  return [...labs]
}

async function importsOf(text: string): Promise<readonly string[]> {
  const what = ['imports', text]
  const known = recall(what)
  if (Array.isArray(known)) return known.map(String)
  // Loaded only when it is needed: the compiler is large.
  const { default: ts } = await import('typescript')
  const names = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
  remember(what, names)
  return names
}
