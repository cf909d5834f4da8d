import { contentOf } from '../../../port/index.ts'
import type { Facts, Made, Released } from '../facts.ts'
import { inOrder, type Breach } from './breach.ts'

/** An output as the outside saw it. */
interface Seen extends Released {
  readonly server: string
}

/**
 * What leaves looks like the outputs of one machine: numbered 1, 2, 3…, each number always the same output, as often
 * as one likes; none that no machine made, and none left out.
 */
export function oneMachineBreach({ servers }: Facts): Breach | null {
  const releases = servers
    .flatMap(({ server, released }) => released.map((each): Seen => ({ ...each, server })))
    .toSorted((a, b) => a.at - b.at)
  const made = servers.flatMap((facts) => facts.made)
  const first = new Map<number, Seen>()
  for (const [i, release] of releases.entries()) {
    const known = first.get(release.number)
    if (known === undefined) first.set(release.number, release)
    const breach =
      inventedBreach(release, made) ?? (known === undefined ? null : secondBreach(known, release))
    if (breach !== null) return breach
    // Within one entry the order is no matter.
    if (releases[i + 1]?.at === release.at) continue
    const gap = gapBreach(first, release.at)
    if (gap !== null) return gap
  }
  return null
}

function inventedBreach({ server, at, number, content }: Seen, made: readonly Made[]): Breach | null {
  const isMade = made.some(
    (each) =>
      each.at <= at &&
      each.output.number === number &&
      contentOf([each.output.device, each.output.words]) === content,
  )
  return isMade
    ? null
    : {
        rule: 'one-machine',
        signature: 'output-never-made',
        because: `${server} released output ${number}, but no machine had made it like this`,
        advice: 'release what the machine returns in `outputs`, with its number, and nothing else',
        entries: [at],
      }
}

function secondBreach(known: Seen, release: Seen): Breach | null {
  if (known.content === release.content) return null
  return {
    rule: 'one-machine',
    signature: 'two-outputs-of-one-number',
    because:
      `output ${release.number} of ${known.server} is ${known.content}, ` +
      `and that of ${release.server} is ${release.content}: there are two machines`,
    advice:
      'whoever goes on after the other must have had every input before the outputs that have left, at the same instructions',
    entries: inOrder(known.at, release.at),
  }
}

/** Outputs before the newest that nobody has released so far. */
function gapBreach(first: ReadonlyMap<number, Seen>, at: number): Breach | null {
  for (const { number, server, at: releasedAt } of first.values()) {
    if (releasedAt !== at || number <= 1 || first.has(number - 1)) continue
    return {
      rule: 'one-machine',
      signature: 'output-left-out',
      because: `${server} released output ${number}, but output ${number - 1} has never left`,
      advice:
        'whoever goes live releases all outputs of which it does not know that they have left: twice is better than never',
      entries: [at],
    }
  }
  return null
}
