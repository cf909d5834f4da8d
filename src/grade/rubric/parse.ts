import { parseDocument } from 'yaml'
import type { Check, Rubric, RubricItem } from '../../labs/rubric.ts'
import {
  BadRubric,
  listAt,
  numberAt,
  objectAt,
  oneOfAt,
  optional,
  refuse,
  textAt,
  wholeAt,
  type Place,
} from './fields.ts'

/** What a rubric may refer to. */
export interface Known {
  readonly labs: readonly string[]
  readonly scenarios: readonly string[]
  readonly properties: readonly string[]
  /** Properties that can be followed step by step, so that a certificate can speak of them. */
  readonly explorable: readonly string[]
  /** Parts that can be examined beside a reference's others. */
  readonly parts: readonly string[]
  /** Nodes that every run has besides servers and clients. */
  readonly fixed: readonly string[]
}

/** Reads a rubric from YAML or JSON, which is YAML too. Throws `BadRubric`. */
export function parseRubric(text: string, known: (lab: string) => Known): Rubric {
  const { lab, seeds, items } = objectAt({ path: '', value: valueOf(text) }, ['lab', 'seeds', 'items'])
  const names = known(textAt(lab, 'the name of a lab'))
  const read = {
    lab: oneOfAt(lab, names.labs),
    seeds: optional(seeds, (each) => listAt(each, 'seeds').map((seed) => wholeAt(seed, 0))),
    items: listAt(items, 'items').map((item) => itemAt(item, names)),
  }
  const twice = read.items.find(({ id }, i) => read.items.findIndex((other) => other.id === id) !== i)
  if (twice !== undefined)
    throw new BadRubric(`items: the id \`${twice.id}\` is used twice; ids must be unique`)
  return withoutNulls(read)
}

function valueOf(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: true })
  const [error] = document.errors
  if (error !== undefined) throw new BadRubric(`expected YAML or JSON: ${error.message}`)
  return document.toJS()
}

function itemAt(place: Place, known: Known): RubricItem {
  const { id, title, points, part, check } = objectAt(place, ['id', 'title', 'points', 'part', 'check'])
  return withoutNulls({
    id: textAt(id, 'a name'),
    title: textAt(title, 'a text'),
    points: numberAt(points, 0),
    part: optional(part, (each) => oneOfAt(each, known.parts)),
    check: checkAt(check, known),
  })
}

type Read<Kind extends Check['kind']> = (place: Place, known: Known) => Check & { readonly kind: Kind }

/** One reader a kind: a new kind cannot be forgotten here. */
const readers: { readonly [Kind in Check['kind']]: Read<Kind> } = {
  scenario: (place, known) => {
    const { name } = objectAt(place, ['kind', 'name'])
    return { kind: 'scenario', name: oneOfAt(name, known.scenarios) }
  },
  story: (place) => ({ kind: 'story', file: fileAt(objectAt(place, ['kind', 'file']).file) }),
  replay: (place) => ({ kind: 'replay', file: fileAt(objectAt(place, ['kind', 'file']).file) }),
  property: (place, known) => {
    const { name, schedules } = objectAt(place, ['kind', 'name', 'schedules'])
    return withoutNulls({
      kind: 'property' as const,
      name: oneOfAt(name, known.properties),
      schedules: optional(schedules, (each) => wholeAt(each, 1)),
    })
  },
  certificate: (place, known) => {
    const fields = objectAt(place, [
      'kind',
      'servers',
      'clients',
      'ops',
      'views',
      'joins',
      'from',
      'properties',
      'states',
      'steps',
    ])
    return withoutNulls({
      kind: 'certificate' as const,
      servers: wholeAt(fields.servers, 1),
      clients: wholeAt(fields.clients, 1),
      ops: wholeAt(fields.ops, 1),
      views: optional(fields.views, (each) => wholeAt(each, 1)),
      joins: optional(fields.joins, (each) => wholeAt(each, 0)),
      from: optional(fields.from, (each) => oneOfAt(each, known.scenarios)),
      properties: optional(fields.properties, (each) =>
        listAt(each, 'properties').map((property) => oneOfAt(property, known.explorable)),
      ),
      states: wholeAt(fields.states, 1),
      steps: optional(fields.steps, (each) => wholeAt(each, 1)),
    })
  },
  cost: (place, { fixed }) => {
    const { to, perCall } = objectAt(place, ['kind', 'to', 'perCall'])
    return { kind: 'cost', to: nodeAt(to, fixed), perCall: numberAt(perCall, 0) }
  },
}

function checkAt(place: Place, known: Known): Check {
  const { value, path } = place
  const kinds = Object.keys(readers)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(place, `an object { kind, … }`)
  const kind = oneOfAt({ path: `${path}.kind`, value: 'kind' in value ? value.kind : undefined }, kinds)
  // It is one of the names of the readers.
  return readers[kind as Check['kind']](place, known)
}

/** The address of a node of a calm run: to one that there is not, nobody sends anything. */
function nodeAt(place: Place, fixed: readonly string[]): string {
  const nodes = [...fixed, 's1, s2, …', 'c1, c2, …'].join(', ')
  const address = textAt(place, `the address of a node (${nodes})`)
  return fixed.includes(address) || /^[sc][1-9]$/.test(address)
    ? address
    : refuse(place, `the address of a node (${nodes})`)
}

/** A file beside the rubric, or below. */
function fileAt(place: Place): string {
  const file = textAt(place, 'a path')
  const isBelow = !file.startsWith('/') && !file.split(/[\\/]/).includes('..')
  return isBelow ? file : refuse(place, 'a path below the folder of the rubric')
}

type WithoutNulls<T> = { [Name in keyof T as null extends T[Name] ? never : Name]: T[Name] } & {
  [Name in keyof T as null extends T[Name] ? Name : never]?: NonNullable<T[Name]>
}

/** Fields that were not there are not there. */
function withoutNulls<T extends object>(fields: T): WithoutNulls<T> {
  // `null` is what `optional` says of a field that is absent.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as WithoutNulls<T>
}
