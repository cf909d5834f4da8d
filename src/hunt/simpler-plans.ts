import type { Plan } from '../schedule/index.ts'

/** Fewer faults, fewer calls, fewer nodes (at least `serversMin` servers), steadier latency. */
export function* simplerPlans(plan: Plan, serversMin: number): Iterable<Plan> {
  const { scheduler, operations, setup } = plan
  if (scheduler.kind !== 'timed') return
  for (const half of [
    scheduler.faults.slice(0, scheduler.faults.length >> 1),
    scheduler.faults.slice(scheduler.faults.length >> 1),
  ]) {
    if (half.length > 0)
      yield {
        ...plan,
        scheduler: { ...scheduler, faults: scheduler.faults.filter((f) => !half.includes(f)) },
      }
  }
  for (const fault of scheduler.faults) {
    yield {
      ...plan,
      scheduler: { ...scheduler, faults: scheduler.faults.filter((other) => other !== fault) },
    }
  }
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
}
