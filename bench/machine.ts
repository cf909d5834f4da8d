import { cpus, loadavg, totalmem } from 'node:os'

/**
 * What the figures depend on, without a name of a host or a person. The load is the mean number of processes that
 * wanted a core in the last minute: above the number of cores, times of single checks are those of a queue.
 */
export function describeMachine(): string {
  const cores = cpus()
  const model = cores[0]?.model.trim() ?? 'unknown processor'
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const parts = [
    `${cores.length} cores of ${model}`,
    `${gigabytes} GB`,
    process.platform,
    `Node ${process.versions.node}`,
    `load ${(loadavg()[0] ?? 0).toFixed(1)} at the start`,
  ]
  return parts.join(', ')
}
