import { entryOf, type Fault, type Plan } from '../schedule/index.ts'
import type { Trace } from '../trace/index.ts'

/** Of the storm and the calm, what is left of one that is made shorter. */
const shorter = 0.6

/**
 * Faults at fixed times, fewer faults, fewer calls, fewer nodes (at least `serversMin` servers), steadier latency, less
 * time. `trace` is the plan's run. Empty for a plan without a clock.
 */
export function* simplerPlans(plan: Plan, trace: Trace, serversMin: number): Iterable<Plan> {
  const { scheduler, operations, setup } = plan
  if (!hasClock(scheduler)) return
  const { faults } = scheduler
  const withFaults = (some: readonly Fault[]): Plan => ({
    ...plan,
    scheduler: { ...scheduler, faults: some },
  })
  // A fault that counts messages or calls would come at another time when some of them are left out.
  const fixed = faults.map((fault) => atItsTime(fault, trace))
  if (fixed.some((fault, i) => fault !== faults[i])) yield withFaults(fixed)
  for (const half of [faults.slice(0, faults.length >> 1), faults.slice(faults.length >> 1)]) {
    if (half.length > 0) yield withFaults(faults.filter((fault) => !half.includes(fault)))
  }
  for (const fault of faults) yield withFaults(faults.filter((other) => other !== fault))
  for (let chunk = operations.length >> 1; chunk >= 1; chunk >>= 1) {
    for (let at = 0; at < operations.length; at += chunk) {
      yield { ...plan, operations: operations.filter((_operation, i) => i < at || i >= at + chunk) }
    }
  }
  for (const client of setup.clients) {
    if (operations.some((operation) => operation.client === client)) continue
    yield { ...plan, setup: { ...setup, clients: setup.clients.filter((other) => other !== client) } }
  }
  if (setup.servers.length > serversMin)
    yield { ...plan, setup: { ...setup, servers: setup.servers.slice(0, -1) } }
  if (scheduler.latencyMs.max > 5)
    yield { ...plan, scheduler: { ...scheduler, latencyMs: { min: 5, max: 5 } } }
  for (const time of ['calmMs', 'stormMs'] as const) {
    const less = Math.floor(scheduler[time] * shorter)
    if (less > 0) yield { ...plan, scheduler: { ...scheduler, [time]: less } }
  }
}

type Settings = Plan['scheduler']

function hasClock(
  scheduler: Settings,
): scheduler is Extract<Settings, { readonly faults: unknown; readonly calmMs: number }> {
  return 'faults' in scheduler && 'calmMs' in scheduler
}

/** The same fault, beginning at the time at which it began in the run. */
function atItsTime(fault: Fault, { entries }: Trace): Fault {
  if (!('at' in fault) || 'ms' in fault.at) return fault
  const entry = entryOf(fault.at, entries)
  const ms = entry === null ? null : (entries[entry]?.atMs ?? null)
  return ms === null ? fault : { ...fault, at: { ms } }
}
