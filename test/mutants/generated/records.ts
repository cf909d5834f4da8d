import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import type { Generated } from './generate.ts'
import type { Fate } from './hunt-generated.ts'

/** What is said of a mutant that nothing kills. */
export interface Classification {
  /** `equivalent`: nobody can be wronged by it. `missed`: somebody can, and no judgement says so. */
  readonly kind: 'equivalent' | 'missed'
  readonly why: string
}

/** By identity. Written by hand. */
export function readClassifications(): ReadonlyMap<string, Classification> {
  const groups = JSON.parse(readFileSync(pathOf('classifications.json'), 'utf8')) as readonly Group[]
  return new Map(
    groups.flatMap(({ kind, why, mutants }) => mutants.map((identity) => [identity, { kind, why }])),
  )
}

/** Mutants of which the same is true. */
interface Group extends Classification {
  readonly mutants: readonly string[]
}

/** What became of each mutant in the last run of all, by identity. */
export function readFates(): ReadonlyMap<string, Fate> {
  return new Map(
    Object.entries(JSON.parse(readFileSync(pathOf('fates.json'), 'utf8')) as Record<string, Fate>),
  )
}

export async function writeFates(fates: ReadonlyMap<string, Fate>): Promise<void> {
  const file = pathOf('fates.json')
  const options = { ...(await resolveConfig(file)), parser: 'json' }
  writeFileSync(file, await format(JSON.stringify(Object.fromEntries(fates)), options))
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}

/** A run that can be stopped and go on: what it has found out about each mutant, as lines of JSON. */
export class Progress {
  readonly #known = new Map<string, Fate>()

  constructor(readonly file: string) {
    mkdirSync(dirname(file), { recursive: true })
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    for (const line of lines.filter((each) => each !== '')) {
      const { key, fate } = JSON.parse(line) as { readonly key: string; readonly fate: Fate }
      this.#known.set(key, fate)
    }
  }

  fateOf(mutant: Generated): Fate | undefined {
    return this.#known.get(keyOf(mutant))
  }

  add(mutant: Generated, fate: Fate): void {
    this.#known.set(keyOf(mutant), fate)
    appendFileSync(this.file, `${JSON.stringify({ key: keyOf(mutant), fate })}\n`)
  }
}

/** Another change in the same place is another mutant. */
function keyOf({ identity, before, after }: Generated): string {
  return `${identity}: ${before} → ${after}`
}
