import { InvalidArgumentError } from 'commander'
import { oneOf } from '../grade/index.ts'
import { labs, type Lab } from '../labs/index.ts'
import { servicesOf } from '../labs/services.ts'
import { services } from '../services/index.ts'
import { UsageError } from './exit-codes.ts'

export const defaults = { lab: 'primary-backup', service: 'key-value', seed: 1, budget: 10_000 } as const

/** Help for an option that is seldom needed. */
export const labOption = `what the solution implements: ${Object.keys(labs).join(', ')} (the lab whose contract it imports, or else ${defaults.lab})`

export function labNamed(name: string): Lab {
  return named(labs, name, 'lab')
}

/** Help for an option that has a default for each lab. */
export const serviceOption = `what is replicated: ${Object.keys(services).join(', ')} (what is usual in the lab)`

/** The service that was named, or the usual one of the lab. Throws `UsageError` where the lab cannot run it. */
export function serviceFor(lab: Lab, name: string | undefined): (typeof services)[string] {
  const known = servicesOf(lab)
  const service = serviceNamed(name ?? lab.services?.[0] ?? defaults.service)
  if (known.includes(service.name)) return service
  throw new UsageError(
    `the lab ${lab.name} cannot run the service ${service.name}: expected one of ${known.join(', ')}`,
  )
}

export function serviceNamed(name: string): (typeof services)[string] {
  return named(services, name, 'service')
}

function named<T>(all: Readonly<Record<string, T>>, name: string, what: string): T {
  const one = Object.hasOwn(all, name) ? all[name] : undefined
  if (one === undefined)
    throw new UsageError(`unknown ${what} \`${name}\`: expected ${oneOf(Object.keys(all), name)}`)
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
