import { checkOperations } from '#checker'
import { sample } from 'fast-check'
import { specificationOf } from '../../properties/specification.ts'
import { hunt, playSubject, type Subject } from '../../src/hunt/index.ts'
import { labs } from '../../src/labs/index.ts'
import { unguarded } from '../../src/port/index.ts'
import hotStandby from '../../src/reference/hot-standby/index.ts'
import logTransfer from '../../src/reference/log-transfer/index.ts'
import replicatedVm from '../../src/reference/replicated-vm/index.ts'
import singleServer from '../../src/reference/single-server/index.ts'
import stateMachineReplication from '../../src/reference/state-machine-replication/index.ts'
import { plans, plansOf, seek, type Plan } from '../../src/schedule/index.ts'
import { services } from '../../src/services/index.ts'
import { subjectOf } from '../../src/subject.ts'
import { historyOf, type Trace } from '../../src/trace/index.ts'
import { naiveWalk } from './naive.ts'
import type { Measured } from './measured.ts'

/** Runs in a process of its own, as one bundled file: see `bench/world.ts`. Writes one `Measured` a line. */

const rounds = Number(process.argv[2])
const profiled = process.argv[3]

const solutions: Readonly<
  Record<string, { readonly lab: string; readonly service: string; readonly solution: object }>
> = {
  'hot standby': { lab: 'primary-backup', service: 'key-value', solution: hotStandby },
  'log transfer': { lab: 'primary-backup', service: 'key-value', solution: logTransfer },
  'single server': { lab: 'single-server', service: 'key-value', solution: singleServer },
  'state machine replication': {
    lab: 'state-machine-replication',
    service: 'key-value',
    solution: stateMachineReplication,
  },
  'replicated VM': { lab: 'replicated-vm', service: 'virtual-machine', solution: replicatedVm },
}

const drawn = { walks: 600, timed: 150, hunted: 600 }

for (const [name, { lab, service, solution }] of Object.entries(solutions)) {
  const subject = subjectOf(labs[lab] ?? fail(lab), services[service] ?? fail(service), solution, unguarded)
  measureSolution(name, subject)
}

function measureSolution(solution: string, subject: Subject): void {
  const walks = plansFor(subject, 'walk', drawn.walks)
  const timed = plansFor(subject, 'timed', drawn.timed)
  const tell = (what: Measured['what'], act: () => Counted): void => {
    if (profiled !== undefined && profiled !== what) return
    const measured: Measured = { solution, what, ...bestOf(rounds, act) }
    process.stdout.write(`${JSON.stringify(measured)}\n`)
  }
  tell('naive walk', () => counted(walks, (plan) => naiveWalk(subject.cast, subject.machine, plan).length))
  tell('plain walk', () => counted(walks, (plan) => played(subject, plan).entries.length))
  tell('walk, history checked', () => counted(walks, (plan) => checked(subject, played(subject, plan))))
  tell('walk, history checked by the port', () =>
    counted(walks, (plan) => checkedByPort(played(subject, plan))),
  )
  tell('timed', () => counted(timed, (plan) => played(subject, plan).entries.length))
  // Searches of small scopes have a benchmark of their own.
  const unsearched = { ...subject, small: null }
  tell('hunt', () => hunt(unsearched, { seed: 1, schedulesMax: drawn.hunted, onProgress() {} }))
  // What is left of the hunt when nothing is played and nothing judged.
  tell('fast-check', () => {
    seek(
      plans(subject.arena),
      () => [],
      () => false,
      { seed: 1, runsMax: drawn.hunted },
    )
    return { schedules: drawn.hunted, steps: 0 }
  })
}

interface Counted {
  readonly schedules: number
  readonly steps: number
}

/** CPU time of the fastest round: whatever else the machine does makes a round slower, never faster. */
function bestOf(count: number, act: () => Counted): Counted & { readonly cpuSeconds: number } {
  let best = { schedules: 0, steps: 0, cpuSeconds: Number.POSITIVE_INFINITY }
  for (let round = 0; round < count; round += 1) {
    const start = process.cpuUsage()
    const { schedules, steps } = act()
    const { user, system } = process.cpuUsage(start)
    const cpuSeconds = (user + system) / 1e6
    if (cpuSeconds < best.cpuSeconds) best = { schedules, steps, cpuSeconds }
  }
  return best
}

function counted(list: readonly Plan[], stepsOf: (plan: Plan) => number): Counted {
  let steps = 0
  for (const plan of list) steps += stepsOf(plan)
  return { schedules: list.length, steps }
}

function plansFor({ arena }: Subject, name: 'walk' | 'timed', count: number): readonly Plan[] {
  return sample(plansOf(arena, name), { seed: 1, numRuns: count })
}

function played(subject: Subject, plan: Plan): Trace {
  return playSubject(subject, { kind: 'plan', plan })
}

function checked({ judgements }: Subject, trace: Trace): number {
  const linearizable = judgements.find(({ name }) => name === 'linearizable') ?? fail('linearizable')
  const verdict = linearizable.judge(trace)
  if (verdict.kind !== 'holds') throw new Error(`the reference is right, but its history is ${verdict.kind}`)
  return trace.entries.length
}

function checkedByPort(trace: Trace): number {
  const { model, operationOf } = specificationOf(trace)
  const verdict = checkOperations(model, historyOf(trace).map(operationOf), { stepsMax: 1_000_000 })
  if (verdict.kind !== 'linearizable')
    throw new Error(`the reference is right, but its history is ${verdict.kind}`)
  return trace.entries.length
}

function fail(what: string): never {
  throw new Error(`there is no ${what}`)
}
