import type { Scenario } from '../../labs/scenario.ts'
import type { Finding } from '../../hunt/index.ts'
import type { Check, Rubric, RubricItem } from '../../labs/rubric.ts'
import type { BasicEvent, BasicJob } from '../child/index.ts'
import {
  judgedCertificate,
  judgedCost,
  judgedProperty,
  judgedReplay,
  judgedScenario,
  type Judged,
} from './verdicts.ts'

/** An item, ready to be examined. */
export interface Item extends RubricItem {
  /** Of the instructor's private rubric. */
  readonly hidden: boolean
  /** Of its hunts. */
  readonly seeds: readonly number[]
  /** Of its rubric. */
  readonly files: Files
}

/** What items say of files: by the path that they name. */
export interface Files {
  readonly stories: Readonly<Record<string, Scenario>>
  readonly findings: Readonly<Record<string, Finding>>
}

/** Of the item's story, which is in a file: no other has it, and findings begin with it. */
function storyName({ id, hidden }: Pick<Item, 'id' | 'hidden'>): string {
  return `${hidden ? 'private story' : 'story'} ${encodeURIComponent(id)}`
}

function storyOf(item: Pick<Item, 'id' | 'hidden' | 'files'>, file: string): Scenario {
  return { ...inFile(item.files.stories, file), name: storyName(item) }
}

/** The stories of a rubric that are in files, named as in the findings of their items. */
export function storiesOf(
  { rubric, files }: { readonly rubric: Rubric; readonly files: Files },
  hidden: boolean,
): readonly Scenario[] {
  return rubric.items.flatMap(({ id, check }) =>
    check.kind === 'story' ? [storyOf({ id, hidden, files }, check.file)] : [],
  )
}

/** The stories of both, of which the findings of a grade may be. */
export function allStoriesOf({
  rubric,
  files,
  hidden,
}: {
  readonly rubric: Rubric
  readonly files?: Files
  readonly hidden?: { readonly rubric: Rubric; readonly files: Files } | null
}): readonly Scenario[] {
  return [
    ...(files === undefined ? [] : storiesOf({ rubric, files }, false)),
    ...(hidden === undefined || hidden === null ? [] : storiesOf(hidden, true)),
  ]
}

/** A job for the child, and what its events say of the items that it is for. */
export interface Task {
  /** For people. Tells nothing of private items. */
  readonly stage: string
  readonly job: BasicJob
  /** Positions of the items that it decides. */
  readonly items: readonly number[]
  /** What the event says of the item at that position; null: nothing. */
  readonly judge: (item: number, event: BasicEvent) => Judged | null
}

export interface TaskOptions {
  readonly lab: string
  /** Of the lab, in its order. */
  readonly parts: readonly string[]
  readonly service: string
  /** Of every hunt, at the most. */
  readonly schedulesMax: number
}

/**
 * What is to be done for the items, in this order: each part by itself, then all together; of each first what is quick. So
 * that whoever stops it early has the most.
 */
export function tasksOf(items: readonly Item[], options: TaskOptions): readonly Task[] {
  return [...options.parts, undefined].flatMap((part) => {
    const ofPart = items.flatMap((item, at) => (partOf(item) === part ? [{ at, item }] : []))
    const about = part === undefined ? 'all parts' : part
    const stage = (what: string): string => `${about}: ${what}`
    return [
      ...scenarioTasks(ofPart, stage('scenarios'), part !== undefined),
      ...replayTasks(ofPart, stage('replays')),
      ...costTasks(ofPart, stage('cost'), options),
      ...certificateTasks(ofPart, stage('small scopes'), options),
      ...huntTasks(ofPart, stage('hunt'), options),
    ].map((task) => (part === undefined ? task : { ...task, job: { ...task.job, part } }))
  })
}

/** The run of a finding may itself be one of a part. */
export function partOf({ part, check, files }: Item): string | undefined {
  return part ?? (check.kind === 'replay' ? files.findings[check.file]?.part : undefined)
}

interface Placed<C extends Check = Check> {
  readonly at: number
  readonly item: Item & { readonly check: C }
}

function ofKind<Kind extends Check['kind']>(
  items: readonly Placed[],
  kind: Kind,
): readonly Placed<Check & { readonly kind: Kind }>[] {
  // Its check is of that kind.
  return items.filter(({ item }) => item.check.kind === kind) as unknown as readonly Placed<
    Check & { readonly kind: Kind }
  >[]
}

/** All in one. */
function scenarioTasks(items: readonly Placed[], stage: string, isOfPart: boolean): readonly Task[] {
  const told = ofKind(items, 'scenario')
  const stories = ofKind(items, 'story')
  if (told.length + stories.length === 0) return []
  const nameAt = new Map([
    ...told.map(({ at, item }) => [at, item.check.name] as const),
    ...stories.map(({ at, item }) => [at, storyName(item)] as const),
  ])
  const others = stories.map(({ item }) => storyOf(item, item.check.file))
  return [
    {
      stage,
      job: {
        kind: 'scenarios',
        names: [...new Set(told.map(({ item }) => item.check.name))],
        others,
        withTraces: false,
      },
      items: [...nameAt.keys()],
      judge: (item, event) =>
        event.kind === 'scenario' && event.name === nameAt.get(item) ? judgedScenario(event, isOfPart) : null,
    },
  ]
}

function replayTasks(items: readonly Placed[], stage: string): readonly Task[] {
  return ofKind(items, 'replay').map(({ at, item }) => {
    const { part, check, files } = item
    const recorded = inFile(files.findings, check.file)
    const finding = part === undefined ? recorded : { ...recorded, part }
    return {
      stage,
      job: { kind: 'replay', finding, withOdds: false },
      items: [at],
      judge: (_item, event) => (event.kind === 'replayed' ? judgedReplay(event, finding) : null),
    }
  })
}

function costTasks(items: readonly Placed[], stage: string, { lab }: TaskOptions): readonly Task[] {
  return ofKind(items, 'cost').map(({ at, item }) => {
    const { to, perCall } = item.check
    return {
      stage,
      job: { kind: 'cost', lab, to, perCallMax: perCall },
      items: [at],
      judge: (_item, event) => (event.kind === 'cost' ? judgedCost(event, item.check) : null),
    }
  })
}

const depthMax = 100

function certificateTasks(
  items: readonly Placed[],
  stage: string,
  { lab, service }: TaskOptions,
): readonly Task[] {
  return ofKind(items, 'certificate').map(({ at, item }) => {
    const { servers, clients, ops, views, joins, from, properties, states } = item.check
    const start =
      from === undefined
        ? ({ kind: 'beginning', servers, clients } as const)
        : ({ kind: 'scenario', name: from, clients } as const)
    return {
      stage,
      job: {
        kind: 'explore',
        lab,
        service,
        start,
        callsPerClient: from === undefined ? ops : null,
        joins: joins ?? 0,
        horizonMax: views ?? null,
        properties: properties ?? null,
        statesMax: states,
        depthMax,
        isReduced: true,
      },
      items: [at],
      judge: (_item, event) => (event.kind === 'explored' ? judgedCertificate(event, item.check) : null),
    }
  })
}

/** One hunt a seed, for as long as the most demanding item asks: the others look at its beginning. */
function huntTasks(items: readonly Placed[], stage: string, { schedulesMax }: TaskOptions): readonly Task[] {
  const placed = ofKind(items, 'property')
  const schedulesOf = ({ item }: (typeof placed)[number]): number =>
    Math.min(item.check.schedules ?? schedulesMax, schedulesMax)
  return [...new Set(placed.flatMap(({ item }) => item.seeds))].map((seed) => {
    const ofSeed = new Map(placed.flatMap((one) => (one.item.seeds.includes(seed) ? [[one.at, one]] : [])))
    const all = [...ofSeed.values()]
    const ofHunt = Math.max(...all.map(schedulesOf))
    return {
      stage,
      job: {
        kind: 'hunt',
        seed,
        schedulesMax: ofHunt,
        properties: [...new Set(all.map(({ item }) => item.check.name))],
      },
      items: [...ofSeed.keys()],
      judge: (item, event) => {
        const one = ofSeed.get(item)
        if (one === undefined || (event.kind !== 'outcome' && event.kind !== 'sighting')) return null
        return judgedProperty(event, one.item.check, { ofItem: schedulesOf(one), ofHunt })
      },
    }
  })
}

function inFile<T>(files: Readonly<Record<string, T>>, file: string): T {
  const one = files[file]
  if (one !== undefined) return one
  throw new Error(`the file ${file} of the rubric was not read`)
}
