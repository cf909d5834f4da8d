import { explore, smallCalls, type Exploration } from '../../../src/explore/index.ts'
import { labs } from '../../../src/labs/index.ts'
import { keyValue } from '../../../src/services/index.ts'
import { subjectOfRow } from '../hunting.ts'
import type { Generated } from './generate.ts'
import { referenceOf, solutionOf } from './references.ts'

/** What is small enough to try everything in. */
interface SmallScope {
  readonly servers: number
  readonly clients: number
  /** Of each client. */
  readonly calls: number
  /** Runs end before a later one is told; null in labs without views. */
  readonly views: number | null
}

/** Scopes by what they are called in classifications. */
export const scopes: Readonly<Record<string, SmallScope>> = {
  '2 servers, 1 client, 1 call, 3 views': { servers: 2, clients: 1, calls: 1, views: 3 },
  '2 servers, 1 client, 2 calls, 2 views': { servers: 2, clients: 1, calls: 2, views: 2 },
  '1 server, 2 clients, 2 calls': { servers: 1, clients: 2, calls: 2, views: null },
}

/** So many times what the references have, since a mutant may have more. */
const statesMax = 600_000

/** Everything that can happen to a mutant in a small scope. */
export function exploreGenerated(mutant: Pick<Generated, 'file' | 'text'>, scopeName: string): Exploration {
  const small = scopes[scopeName]
  if (small === undefined) {
    throw new Error(`unknown scope \`${scopeName}\`: expected one of ${Object.keys(scopes).join('; ')}`)
  }
  const reference = referenceOf(mutant.file)
  const { lab } = reference
  const subject = subjectOfRow({ lab, service: 'key-value', solution: solutionOf(reference, mutant) })
  const clients = numbered('c', small.clients)
  const horizon = labs[lab]?.horizon
  return explore(
    subject,
    subject.judgements,
    {
      setup: { lab, service: 'key-value', servers: numbered('s', small.servers), clients },
      stage: [],
      joins: [],
      calls: smallCalls(keyValue, clients, small.calls),
      horizon: horizon === undefined || small.views === null ? null : { ...horizon, max: small.views },
    },
    { statesMax, workMax: Infinity, depthMax: 200, isReduced: true, onProgress() {} },
  )
}

function numbered(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`)
}
