import { InvalidArgumentError } from 'commander'
import { labs, type Lab } from '../labs/index.ts'
import { services, type Service } from '../services/index.ts'
import { UsageError } from './exit-codes.ts'

export const defaults = { lab: 'primary-backup', service: 'key-value', seed: 1, budget: 10_000 } as const

/** Help for an option that is seldom needed. */
export const labOption = `what the solution implements: ${Object.keys(labs).join(', ')} (the lab whose contract it imports, or else ${defaults.lab})`
/** For `--help`. */
export const serviceByDefault = `the lab’s own, or ${defaults.service}`

export function labNamed(name: string): Lab {
  return named(labs, name, 'lab')
}

/** What is replicated in a run of this lab; `name` is what was asked for, null where nothing was. */
export function serviceOf(lab: Lab, name: string | null): Service {
  if (lab.service !== undefined) {
    if (name === null || name === lab.service) return serviceNamed(lab.service)
    throw new UsageError(
      `the lab ${lab.name} expected its own service, ${lab.service}, found ${name}: leave out --service`,
    )
  }
  const service = serviceNamed(name ?? defaults.service)
  if (service.seen === undefined) return service
  const offered = Object.values(services).filter(({ seen }) => seen === undefined)
  throw new UsageError(
    `the lab ${lab.name} expected a service that clients call, one of ` +
      `${offered.map((each) => each.name).join(', ')}, found ${service.name}, which only a lab of its own can host`,
  )
}

export function serviceNamed(name: string): Service {
  return named(services, name, 'service')
}

function named<T>(all: Readonly<Record<string, T>>, name: string, what: string): T {
  const one = Object.hasOwn(all, name) ? all[name] : undefined
  if (one === undefined)
    throw new UsageError(`unknown ${what} \`${name}\`: expected one of ${Object.keys(all).join(', ')}`)
  return one
}

/** For commander: a whole number from 1 (a seed: from 0). */
export function positive(text: string): number {
  return atLeast(1, text)
}

export function seed(text: string): number {
  return atLeast(0, text)
}

function atLeast(min: number, text: string): number {
  const n = Number(text)
  if (Number.isSafeInteger(n) && n >= min && n <= 0x7fffffff) return n
  throw new InvalidArgumentError(`expected a whole number from ${min} to ${0x7fffffff}.`)
}
