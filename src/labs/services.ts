import { services } from '../services/index.ts'
import type { Lab } from './lab.ts'

/** Names of the services that the lab can run, the usual one first. */
export function servicesOf(lab: Lab): readonly string[] {
  const seenAsTheyAre = Object.values(services).filter(({ seen }) => seen === undefined)
  return lab.services ?? seenAsTheyAre.map((service) => service.name)
}
