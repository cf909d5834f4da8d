import * as primaryBackup from '../../labs/primary-backup/index.ts'
import * as singleServer from '../../labs/single-server/index.ts'

/** What a solution can import by name, with the values behind it; types vanish when a solution is bundled. */
const contracts: Readonly<Record<string, object>> = {
  'splitbrain/primary-backup': primaryBackup,
  'splitbrain/single-server': singleServer,
}

export const contractNames: readonly string[] = Object.keys(contracts)

/** Source text of a module with a contract's values (plain data), or null. It needs no file. */
export function contractModule(name: string): string | null {
  const contract = Object.hasOwn(contracts, name) ? contracts[name] : undefined
  if (contract === undefined) return null
  const values = Object.entries(contract).filter(([, value]) => typeof value !== 'function')
  return values.map(([key, value]) => `export const ${key} = ${JSON.stringify(value)}\n`).join('')
}
