import type { Check, Rubric, RubricItem } from '../labs/rubric.ts'

/** Thrown for a rubric that cannot be used: which item, what was expected, what came. */
export class BadRubric extends Error {
  override readonly name = 'BadRubric'
}

/** What a rubric may refer to. */
export interface Known {
  readonly labs: readonly string[]
  readonly scenarios: readonly string[]
  readonly properties: readonly string[]
}

/** Reads a rubric. Throws `BadRubric`. */
export function parseRubric(text: string, known: (lab: string) => Known): Rubric {
  const json = parseJson(text)
  if (!isObject(json)) throw new BadRubric(`expected an object { lab, items }, found ${show(json)}`)
  const { lab, items } = json
  if (typeof lab !== 'string') throw new BadRubric(`lab: expected a name, found ${show(lab)}`)
  const names = known(lab)
  if (!names.labs.includes(lab))
    throw new BadRubric(`lab: expected one of ${names.labs.join(', ')}, found ${show(lab)}`)
  if (!Array.isArray(items) || items.length === 0)
    throw new BadRubric(`items: expected a list, found ${show(items)}`)
  const parsed = items.map((item, i) => parseItem(item, `items[${i}]`, names))
  const twice = parsed.find(({ id }, i) => parsed.findIndex((other) => other.id === id) !== i)
  if (twice !== undefined)
    throw new BadRubric(`items: the id \`${twice.id}\` is used twice; ids must be unique`)
  return { lab, items: parsed }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BadRubric(`expected JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function parseItem(item: unknown, path: string, names: Known): RubricItem {
  if (!isObject(item))
    throw new BadRubric(`${path}: expected { id, title, points, check }, found ${show(item)}`)
  const { id, title, points, check } = item
  if (typeof id !== 'string' || id === '')
    throw new BadRubric(`${path}.id: expected a name, found ${show(id)}`)
  if (typeof title !== 'string') throw new BadRubric(`${path}.title: expected a text, found ${show(title)}`)
  if (typeof points !== 'number' || !(points >= 0) || !Number.isFinite(points)) {
    throw new BadRubric(`${path}.points: expected a number from 0, found ${show(points)}`)
  }
  return { id, title, points, check: parseCheck(check, `${path}.check`, names) }
}

function parseCheck(check: unknown, path: string, names: Known): Check {
  const { kind, name } = isObject(check) ? check : {}
  if (kind !== 'scenario' && kind !== 'property') {
    throw new BadRubric(
      `${path}: expected { "kind": "scenario" or "property", "name": … }, found ${show(check)}`,
    )
  }
  const all = kind === 'scenario' ? names.scenarios : names.properties
  if (typeof name === 'string' && all.includes(name)) return { kind, name }
  throw new BadRubric(`${path}.name: expected one of ${all.join(', ')}, found ${show(name)}`)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80)
}
