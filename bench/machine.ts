import { cpus, totalmem } from 'node:os'

/** What the figures depend on, without a name of a host or a person. */
export function describeMachine(): string {
  const cores = cpus()
  const model = cores[0]?.model.trim() ?? 'unknown processor'
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const parts = [
    `${cores.length} cores of ${model}`,
    `${gigabytes} GB`,
    process.platform,
    `Node ${process.versions.node}`,
  ]
  return parts.join(', ')
}
