import { labs } from '../../labs/index.ts'

const prefix = 'splitbrain/'

/** What a solution can import by name. */
export const contractNames: readonly string[] = Object.keys(labs).map((lab) => `${prefix}${lab}`)

/** The lab whose contract has that name, or null. */
export function labOfContract(name: string): string | null {
  return contractNames.includes(name) ? name.slice(prefix.length) : null
}

/** Source text of a module with a contract's values (plain data), or null. It needs no file. */
export function contractModule(name: string): string | null {
  const contract = labs[labOfContract(name) ?? '']?.contract
  if (contract === undefined) return null
  return Object.entries(contract)
    .map(([key, value]) => `export const ${key} = ${JSON.stringify(value)}\n`)
    .join('')
}
