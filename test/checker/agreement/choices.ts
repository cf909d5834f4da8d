import type { StateKey } from '#checker'
import { createRandom, type Random } from '../../../src/schedule/random.ts'

/**
 * The choices of one history. Written values come from a small pool, so that they meet again, or are all
 * different; answers mostly speak of values that were written.
 */
export type Choices = Random & {
  readonly pick: <Member>(members: readonly [Member, ...Member[]]) => Member
  /**
   * Which kind of operation comes next. Each history has shares of its own, and leaves some kinds out: what
   * holds for histories of puts and gets may fail where something is deleted. The first kind, which tells most,
   * is never left out.
   */
  readonly kind: <Kind extends string>(kinds: readonly [Kind, ...Kind[]]) => Kind
  readonly key: () => string
  /** A value to write. */
  readonly value: () => StateKey
  /** A value to find: nearly always one that was drawn before. */
  readonly seen: () => StateKey
  /** As `value` and `seen`, of texts. */
  readonly text: () => string
  readonly seenText: () => string
}

/** Values of different types that are easily mixed up stand together. */
const values: readonly [readonly [StateKey, ...StateKey[]], ...(readonly [StateKey, ...StateKey[]])[]] = [
  [1, 2],
  [1, 2, 3, 4],
  [null, 0, false, ''],
  [1, '1', true, 'true', null],
  [-1, 0.5, 1e9, 4294967296],
]

/** Texts of which some are the beginning, or the sum, of others. */
const texts: readonly [readonly [string, ...string[]], ...(readonly [string, ...string[]])[]] = [
  ['x', 'y'],
  ['x', 'y', 'xx', 'xy'],
  ['', 'x', 'y'],
  ['a', 'b', 'c', 'd'],
]

export function createChoices(seed: number): Choices {
  const random = createRandom(seed)
  const pick = <Member>(members: readonly [Member, ...Member[]]): Member =>
    members[random.below(members.length)] ?? members[0]
  const areUnique = random.chance(40)
  const isEnded = random.chance(50)
  const [valuePool, textPool] = [pick(values), pick(texts)]
  const keys = pick([1, 1, 1, 2, 3])
  const drawn: StateKey[] = []
  const drawnTexts: string[] = []

  let shares: readonly number[] = []

  function kind<Kind extends string>(kinds: readonly [Kind, ...Kind[]]): Kind {
    if (shares.length === 0) shares = kinds.map((_, index) => pick([Number(index === 0), 1, 1, 2, 4]))
    let left = random.below(shares.reduce((sum, share) => sum + share, 0))
    return kinds.find((_, index) => (left -= shares[index] ?? 0) < 0) ?? kinds[0]
  }

  function value(): StateKey {
    const drawnNow = areUnique ? drawn.length + 1 : pick(valuePool)
    drawn.push(drawnNow)
    return drawnNow
  }

  // Without an end, 1 and 1 read as 11.
  function text(): string {
    const drawnNow = areUnique ? `${drawnTexts.length + 1}${isEnded ? ';' : ''}` : pick(textPool)
    drawnTexts.push(drawnNow)
    return drawnNow
  }

  return {
    ...random,
    pick,
    kind,
    key: () => 'abc'.charAt(random.below(keys)),
    value,
    seen: () => (random.chance(4) ? undefined : drawn[random.below(drawn.length)]) ?? pick(valuePool),
    text,
    seenText: () =>
      (random.chance(4) ? undefined : drawnTexts[random.below(drawnTexts.length)]) ?? pick(textPool),
  }
}
