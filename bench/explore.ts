import { judgements } from '../properties/index.ts'
import { positive } from '../src/cli/options.ts'
import { ConcreteSearch } from '../src/explore/concrete.ts'
import { smallCalls, type Scope } from '../src/explore/index.ts'
import { Model, type Explored } from '../src/explore/model.ts'
import { monitoredOf } from '../src/explore/monitors.ts'
import { Search } from '../src/explore/search.ts'
import { labs } from '../src/labs/index.ts'
import { unguarded } from '../src/port/index.ts'
import hotStandby from '../src/reference/hot-standby/index.ts'
import { keyValue } from '../src/services/index.ts'
import { writeMeasured } from './document.ts'
import { copyingSearch } from './explore/copying.ts'
import { describeMachine } from './machine.ts'
import { script } from './script.ts'
import { asMarkdown, asText, type Table } from './show.ts'

const options = script(
  'npm run bench:explore --',
  'Measures the exhaustive search against one that copies its worlds: see docs/exhaustive-search.md.',
)
  .option('--rounds <n>', 'how often each scope is searched', positive, 3)
  .option('--write <file>', 'puts the tables between the marks of a document')
  .parse()
  .opts<{ readonly rounds: number; readonly write?: string }>()

interface Size {
  readonly servers: number
  readonly clients: number
  readonly ops: number
  readonly views: number
}

/** Of a search through one scope: the best of several rounds. */
interface Measured {
  readonly states: number
  readonly cpuSeconds: number
  readonly bytes: number
}

const limits = { statesMax: 20_000_000, workMax: Infinity, depthMax: 1_000, onProgress() {} }
const machine = describeMachine()
const { rounds } = options
const tables = [oneByOneTable(), togetherTable()]
for (const table of tables) process.stdout.write(`${asText(table)}\n`)
if (options.write !== undefined) {
  const when = `${new Date().toISOString().slice(0, 10)}: ${machine}.`
  await writeMeasured(options.write, [when, ...tables.map(asMarkdown)].join('\n\n'))
}

/** Every state by itself, and the same by copies of the world: the two in turns. */
function oneByOneTable(): Table {
  const sizes: readonly (Size & { readonly isCopied: boolean })[] = [
    { servers: 1, clients: 2, ops: 1, views: 2, isCopied: true },
    { servers: 2, clients: 1, ops: 1, views: 1, isCopied: true },
    { servers: 2, clients: 1, ops: 1, views: 3, isCopied: false },
    { servers: 2, clients: 2, ops: 1, views: 1, isCopied: false },
  ]
  const rows = sizes.map((size) => {
    const copying: Measured[] = []
    const interned: Measured[] = []
    for (let round = 0; round < rounds; round += 1) {
      interned.push(measured(() => oneByOne(size)))
      if (size.isCopied) copying.push(measured(() => copied(size)))
    }
    const ours = best(interned)
    const theirs = size.isCopied ? best(copying) : null
    if (theirs !== null && theirs.states !== ours.states)
      throw new Error(`${ours.states} states one by one, ${theirs.states} by copies: one of the two is wrong`)
    return [
      nameOf(size),
      ours.states.toLocaleString('en'),
      rate(ours),
      Math.round(ours.bytes / ours.states).toString(),
      theirs === null ? '–' : rate(theirs),
      theirs === null ? '–' : `${(theirs.cpuSeconds / ours.cpuSeconds).toFixed(1)} ×`,
    ]
  })
  return {
    title: 'Every state by itself',
    heading: ['scope', 'states', 'states/s', 'bytes/state', 'by copies: states/s', 'ratio'],
    rows,
  }
}

/** What nobody can tell apart taken together: how long a scope takes. */
function togetherTable(): Table {
  const sizes: readonly Size[] = [
    { servers: 2, clients: 1, ops: 1, views: 2 },
    { servers: 2, clients: 1, ops: 1, views: 4 },
    { servers: 3, clients: 1, ops: 1, views: 2 },
    { servers: 2, clients: 2, ops: 1, views: 3 },
  ]
  return {
    title: 'What nobody can tell apart taken together',
    heading: ['scope', 'states', 'CPU seconds', 'bytes/state'],
    rows: sizes.map((size) => {
      const all = Array.from({ length: rounds }, () => measured(() => together(size)))
      const { states, cpuSeconds, bytes } = best(all)
      const perState = Math.round(bytes / states)
      return [nameOf(size), states.toLocaleString('en'), cpuSeconds.toFixed(2), perState.toString()]
    }),
  }
}

function oneByOne(size: Size): Omit<Measured, 'cpuSeconds'> {
  const search = new ConcreteSearch(new Model(explored(), scopeOf(size), 'at once'))
  mustComplete(search.run(limits).kind)
  return { states: search.found, bytes: search.bytes }
}

function together(size: Size): Omit<Measured, 'cpuSeconds'> {
  const search = new Search(new Model(explored(), scopeOf(size), 'at once'), { kind: 'free' }, () => true)
  mustComplete(search.run(limits).kind)
  return { states: search.found, bytes: search.bytes }
}

function copied(size: Size): Omit<Measured, 'cpuSeconds'> {
  return { states: copyingSearch(explored(), scopeOf(size)), bytes: 0 }
}

function mustComplete(kind: string): void {
  if (kind !== 'complete') throw new Error(`the search ended as ${kind}`)
}

function labOfReference() {
  const lab = labs['primary-backup']
  if (lab === undefined) throw new Error('the lab primary-backup is gone')
  return lab
}

function explored(): Explored {
  const cast = labOfReference().cast(hotStandby, unguarded)
  return { cast, machine: keyValue, judgements: monitoredOf(judgements['primary-backup'] ?? []) }
}

function scopeOf({ servers: serverCount, clients: clientCount, ops, views }: Size): Scope {
  const servers = ['s1', 's2', 's3'].slice(0, serverCount)
  const clients = ['c1', 'c2', 'c3'].slice(0, clientCount)
  const { horizon } = labOfReference()
  return {
    setup: { lab: 'primary-backup', service: 'key-value', servers, clients },
    stage: [],
    joins: [],
    calls: smallCalls(keyValue, clients, ops),
    horizon: horizon === undefined ? null : { ...horizon, max: views },
  }
}

function measured(act: () => Omit<Measured, 'cpuSeconds'>): Measured {
  const before = process.cpuUsage()
  const done = act()
  const { user, system } = process.cpuUsage(before)
  return { ...done, cpuSeconds: (user + system) / 1e6 }
}

function best(all: readonly Measured[]): Measured {
  return all.reduce((one, other) => (other.cpuSeconds < one.cpuSeconds ? other : one))
}

function nameOf({ servers, clients, ops, views }: Size): string {
  return `--servers ${servers} --clients ${clients} --ops ${ops} --views ${views}`
}

/** Three significant digits: a shared machine gives no more. */
function rate({ states, cpuSeconds }: Measured): string {
  return Number((states / cpuSeconds).toPrecision(3)).toLocaleString('en')
}
