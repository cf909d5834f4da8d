import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { labOfContract } from './contracts.ts'
import type { Program } from './program.ts'

/** Labs whose contract the files of a solution import. Types count, though nothing of them is left in the program. */
export async function importedLabs(path: string, { files }: Program): Promise<readonly string[]> {
  const texts = files.map((file) => readFileSync(join(dirname(path), file), 'utf8'))
  const labs = new Set<string>()
  for (const text of texts.filter((each) => each.includes('splitbrain/'))) {
    // Loaded only when it is needed: the compiler is large.
    const { default: ts } = await import('typescript')
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      const lab = labOfContract(fileName)
      if (lab !== null) labs.add(lab)
    }
  }
  return [...labs]
}
