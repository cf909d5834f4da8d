import type {
  Application,
  Cast,
  ClientNode,
  ClientOut,
  Command,
  Message,
  Node,
} from '../../src/port/index.ts'
import type { Plan } from '../../src/schedule/index.ts'
import type { Cause, Effect, Entry } from '../../src/trace/index.ts'
import type { StateMachine } from '../../src/world/index.ts'

/**
 * The yardstick: a world as one would write it in an hour. It copies messages with `structuredClone`, keeps a trace of
 * the same entries, and takes the next step uniformly among all that can happen. It checks nothing. It does not change
 * when the world does.
 */
export function naiveWalk(
  cast: Cast,
  machine: StateMachine,
  { setup, seed, operations }: Plan,
): readonly Entry[] {
  const random = mulberry32(seed)
  const entries: Entry[] = []
  const inFlight: { readonly from: string; readonly to: string; readonly message: Message }[] = []
  const timers: { readonly node: string; readonly name: string }[] = []
  const busy = new Set<string>()
  let effects: Effect[] = []

  const outOf = (node: string): ClientOut => ({
    send(to, message) {
      const sent = { from: node, to, message: structuredClone(message) }
      inFlight.push(sent)
      effects.push({ kind: 'sent', ...sent })
    },
    setTimer(name, afterMs) {
      if (!timers.some((timer) => timer.node === node && timer.name === name)) timers.push({ node, name })
      effects.push({ kind: 'timer-set', node, name, afterMs })
    },
    cancelTimer(name) {
      const at = timers.findIndex((timer) => timer.node === node && timer.name === name)
      if (at >= 0) timers.splice(at, 1)
    },
    finish(result) {
      busy.delete(node)
      effects.push({ kind: 'finished', client: node, result })
    },
  })

  const nodes = new Map<string, { readonly node: Node | ClientNode; readonly out: ClientOut }>()
  const add = (address: string, node: Node | ClientNode): void => {
    nodes.set(address, { node, out: outOf(address) })
  }
  for (const address of cast.fixed) add(address, cast.createFixed(address))
  for (const address of setup.servers) add(address, cast.createServer(address, naiveApplication(machine)))
  for (const address of setup.clients) add(address, cast.createClient(address))

  const enter = (
    cause: Cause,
    act: (node: Node | ClientNode, out: ClientOut) => void,
    address: string,
  ): void => {
    const { node, out } = nodes.get(address) ?? fail(address)
    effects = []
    act(node, out)
    entries.push({ cause, atMs: null, effects })
  }
  for (const node of nodes.keys()) enter({ kind: 'start', node }, (it, out) => it.start?.(out), node)
  const calls = [...operations]
  const stepsMax = plannedSteps
  for (let taken = 0; taken < stepsMax; taken += 1) {
    const call = calls.findIndex(({ client }) => !busy.has(client))
    const enabled = inFlight.length + timers.length + (call < 0 ? 0 : 1)
    if (enabled === 0) break
    const at = random(enabled)
    const sent = inFlight[at]
    const timer = timers[at - inFlight.length]
    if (sent !== undefined) {
      inFlight.splice(at, 1)
      const { from, to, message } = sent
      enter(
        { kind: 'deliver', ...sent },
        (node, out) => node.receive(structuredClone(message), from, out),
        to,
      )
    } else if (timer !== undefined) {
      timers.splice(at - inFlight.length, 1)
      enter({ kind: 'timer', ...timer }, (node, out) => node.timer(timer.name, out), timer.node)
    } else {
      const [{ client, command } = fail('call')] = calls.splice(call, 1)
      busy.add(client)
      enter(
        { kind: 'invoke', client, command },
        (node, out) => (node as ClientNode).submit(command, out),
        client,
      )
    }
  }
  return entries
}

/** As many as the commonest walks of the hunt have. */
const plannedSteps = 240

function naiveApplication(machine: StateMachine): Application {
  let state = machine.initial
  let looks = 0
  const look = (): number => (looks += 1)
  const chance = { time: look, random: (below: number) => look() % below }
  return {
    decide: (command) => machine.decide?.(state, command, chance) ?? command,
    execute(command: Command) {
      const next = machine.execute(state, command)
      state = next.state
      return next.result
    },
    snapshot: () => structuredClone({ state }),
    restore(snapshot) {
      state = structuredClone(snapshot['state'])
    },
  }
}

/** A generator of 32 bits of state by Tommy Ettinger (2017): a whole number below n. */
function mulberry32(seed: number): (n: number) => number {
  let state = seed | 0
  return (n) => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)
    return ((bits ^ (bits >>> 14)) >>> 0) % n
  }
}

function fail(what: string): never {
  throw new Error(`the naive world has no ${what}`)
}
