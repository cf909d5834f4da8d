import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { judgements } from '../../properties/index.ts'
import { BadRubric, filesOf, parseRubric, type Known, type Private } from '../grade/index.ts'
import { labs } from '../labs/index.ts'
import { scenarios } from '../labs/scenarios.ts'
import { UsageError } from './exit-codes.ts'

/** A rubric, with what it says of files. */
export type ReadRubric = Private

/** Names under which the instructor's folder may hold its rubric. */
const privateNames = ['rubric.yaml', 'rubric.yml', 'rubric.json']

/** Reads a rubric and the files that it names. Throws `UsageError`. */
export function readRubric(file: string): ReadRubric {
  try {
    const rubric = parseRubric(readFileSync(file, 'utf8'), knownIn)
    return { rubric, files: filesOf(rubric, (path) => readFileSync(join(dirname(file), path), 'utf8')) }
  } catch (error) {
    if (error instanceof BadRubric) throw new UsageError(`${file}: ${error.message}`)
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Reads the instructor's own items. Throws `UsageError`. */
export function readPrivate(folder: string): ReadRubric {
  const file = privateNames.map((name) => join(folder, name)).find((path) => existsSync(path))
  if (file !== undefined) return readRubric(file)
  throw new UsageError(`expected ${privateNames.join(' or ')} in ${folder}, found none`)
}

/** What rubrics of a lab may refer to. */
export function knownIn(lab: string): Known {
  const ofLab = judgements[lab] ?? []
  return {
    labs: Object.keys(labs),
    scenarios: scenarios.filter((scenario) => scenario.lab === lab).map(({ name }) => name),
    properties: ofLab.map(({ name }) => name),
    explorable: ofLab.filter(({ monitor }) => monitor !== undefined).map(({ name }) => name),
    parts: Object.keys(labs[lab]?.nodesOf ?? {}),
    fixed: labs[lab]?.fixed ?? [],
  }
}
