import type { TestAndSetResult } from '../../src/labs/replicated-vm/index.ts'
import { factsOf, isPrimary, type ServerFacts } from '../../src/labs/replicated-vm/facts.ts'
import { outside } from '../../src/labs/replicated-vm/outside/addresses.ts'
import { msOf } from '../../src/labs/lenses.ts'
import type { Call, Calm, Trace } from '../../src/trace/index.ts'
import { linksOf, type Links } from '../links.ts'
import { counted, listed } from '../naming.ts'
import { settleMsOf } from '../settled.ts'
import { stuck, type Diagnose, type Diagnosis, type FindStandstill } from './diagnosis.ts'

/** Everything that a diagnosis looks at. */
interface Scene {
  readonly trace: Trace
  readonly calm: Calm
  readonly links: Links
  /** Servers that are up. */
  readonly up: readonly ServerFacts[]
  /** Who won the test-and-set, whether or not it knows; null: nobody has asked. */
  readonly holder: string | null
  readonly open: readonly Call[]
}

/**
 * Who should have answered, seen from the trace alone: the holder of the test-and-set, or the primary of an unbroken
 * pair. There is no third server to take over, so that two failures are one too many. In doubt nobody is blamed.
 */
export const diagnoseReplicatedVm: Diagnose = (trace, calm, open) => {
  const { servers } = factsOf(trace)
  const up = servers.filter(({ crashedAt }) => crashedAt === null)
  const scene: Scene = { trace, calm, links: linksOf(trace, calm), up, holder: holderOf(trace), open }
  const serving = serverOf(scene)
  return 'kind' in serving ? serving : diagnoseServer(scene, serving)
}

/**
 * Whether the guest's time goes on where one server is left: the log brings no ticks any more, and whoever goes live has to
 * raise them itself (each `tickEveryMs`). Nothing is said of a pair, where a tick may have to wait for an acknowledgement.
 */
export const findTimeStandingStill: FindStandstill = (trace, calm) => {
  const live = factsOf(trace).servers.find(({ wonAt }) => wonAt !== null)
  if (live === undefined || live.wonAt === null || live.crashedAt !== null || live.stopped === 'halted')
    return null
  const { server, inputs, wonAt } = live
  const settleMs = settleMsOf(trace)
  const aloneMs = calm.endMs - Math.max(calm.fromMs, msOf(trace, wonAt))
  const lastTick = inputs.findLast(
    ({ event }) => event.kind === 'interrupt' && event.interrupt.device === 'timer',
  )?.at
  const isTicking = lastTick !== undefined && msOf(trace, lastTick) > calm.endMs - settleMs
  if (aloneMs < settleMs || isTicking) return null
  const since = lastTick === undefined ? wonAt : Math.max(lastTick, wonAt)
  return {
    signature: 'time-stands-still',
    because:
      `${server}, whose machine goes on alone, has raised no timer interrupt ` +
      `in the last ${calm.endMs - msOf(trace, since)} ms`,
    entries: [...new Set([wonAt, since, trace.entries.length - 1])].toSorted((a, b) => a - b),
  }
}

function holderOf({ entries }: Trace): string | null {
  for (const { effects } of entries) {
    for (const effect of effects) {
      if (effect.kind !== 'sent' || effect.from !== outside.disk) continue
      // The disk is the lab's own and sends nothing else.
      return (effect.message as TestAndSetResult).holder
    }
  }
  return null
}

/** The server that must answer at the end of the calm, or why there is none. */
function serverOf(scene: Scene): ServerFacts | Diagnosis {
  const { up, holder, links, open } = scene
  if (up.length === 0) return stuck('stuck-no-backup', 'both servers crashed')
  if (holder !== null) {
    const live = up.find(({ server }) => server === holder)
    if (live === undefined) {
      return stuck('stuck-no-backup', `${holder} won the test-and-set and crashed: nobody else may go on`)
    }
    const isUnaware = live.wonAt === null && links.isCut(live.server, outside.disk)
    return isUnaware ? cutOff(`${holder} won the test-and-set and cannot hear of it`) : live
  }
  const [one, other] = up
  if (one !== undefined && other !== undefined && !links.isCut(one.server, other.server)) {
    return isPrimary(one) ? one : other
  }
  const unable = up.find(({ server }) => links.isCut(server, outside.disk))
  if (unable !== undefined) return cutOff(`no path is left between ${unable.server} and the shared disk`)
  return {
    kind: 'at-fault',
    signature: 'nobody-goes-on-alone',
    because: `${listed(up.map(({ server }) => server))} has lost the other server, and did not ask for the test-and-set`,
    calls: open,
    entries: up.length === 1 ? crashes(scene) : [],
  }
}

function cutOff(because: string): Diagnosis {
  return stuck('stuck-network-dead', because)
}

function crashes({ trace }: Scene): readonly number[] {
  return factsOf(trace).servers.flatMap(({ crashedAt }) => (crashedAt === null ? [] : [crashedAt]))
}

function diagnoseServer(scene: Scene, serving: ServerFacts): Diagnosis {
  const { links, open, trace } = scene
  const { server } = serving
  const calls = open.filter(({ client }) => !links.isCut(client, outside.switch))
  if (calls.length === 0) {
    const clients = listed([...new Set(open.map(({ client }) => client))])
    return stuck('stuck-client-cut-off', `no path is left between ${clients} and the switch`)
  }
  if (links.isCut(server, outside.switch)) {
    return stuck(
      'stuck-client-cut-off',
      `no path is left between the switch and ${server}, whose machine lives`,
    )
  }
  return { kind: 'at-fault', ...faultOf(serving, trace, scene.calm), calls, entries: [] }
}

/** What became of the packets that came to the server in the calm. */
function faultOf(
  { server, inputs, made, released, lostAt }: ServerFacts,
  trace: Trace,
  { fromMs }: Calm,
): { readonly signature: string; readonly because: string } {
  const isCalm = (at: number): boolean => msOf(trace, at) >= fromMs
  const packets = inputs.filter(
    ({ at, event }) => isCalm(at) && event.kind === 'interrupt' && event.interrupt.device === 'network',
  )
  if (lostAt !== null) {
    return { signature: 'winner-halts', because: `${server} was told that the other had won, but it had not` }
  }
  if (packets.length === 0) {
    return {
      signature: 'packets-not-taken',
      because: `${server} raised no interrupt for the packets that reached it`,
    }
  }
  const left = new Set(released.map(({ number }) => number))
  const held = made.filter(({ output }) => !left.has(output.number))
  if (held.length > 0) {
    return {
      signature: 'outputs-held-for-ever',
      because: `${counted(held.length, 'output')} of the machine of ${server} never left, the first of them output ${held[0]?.output.number}`,
    }
  }
  return {
    signature: 'machine-does-not-answer',
    because: `the machine of ${server} took ${counted(packets.length, 'packet')} and made no output that answers`,
  }
}
