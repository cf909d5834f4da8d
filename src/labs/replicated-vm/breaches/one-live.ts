import { isPrimary, type Facts, type ServerFacts } from '../facts.ts'
import { earliest, inOrder, type Breach } from './breach.ts'

/**
 * One server at a time acts on the outside: the primary, until the other has won the test-and-set. A server that does
 * not know this is kept from harm by the output rule; one that has lost knows it.
 */
export function oneLiveBreach({ servers }: Facts): Breach | null {
  return earliest(servers.flatMap((facts) => [backupActs(facts), loserActs(facts)]))
}

function backupActs(facts: ServerFacts): Breach | null {
  const { server, released, wonAt, lostAt } = facts
  const first = released[0]
  if (isPrimary(facts) || first === undefined || (wonAt !== null && wonAt <= first.at)) return null
  if (lostAt !== null && lostAt < first.at) return null
  return {
    rule: 'test-and-set',
    signature: 'backup-acts',
    because: `${server}, the backup, released output ${first.number} without having won the test-and-set`,
    advice:
      'a backup keeps the outputs of its machine to itself; to go live it asks the disk, and waits for the answer that it is the holder',
    entries: [first.at],
  }
}

function loserActs({ server, released, lostAt }: ServerFacts): Breach | null {
  const later = released.find(({ at }) => lostAt !== null && at > lostAt)
  if (later === undefined) return null
  return {
    rule: 'test-and-set',
    signature: 'loser-acts',
    because: `${server} released output ${later.number} after it was told that the other goes on alone`,
    advice: 'who asks and is not the holder halts: there is a live machine already',
    entries: inOrder(lostAt, later.at),
  }
}
