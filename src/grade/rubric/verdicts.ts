import type { Finding } from '../../hunt/index.ts'
import type { CertificateCheck, CostCheck, PropertyCheck } from '../../labs/rubric.ts'
import type { BasicEvent } from '../child/index.ts'

/** What is known of an item. */
export interface Judged {
  readonly verdict: 'held' | 'violated' | 'undecided' | 'vacuous'
  /** In a sentence; empty for what held. */
  readonly because: string
  readonly finding: Finding | null
}

type EventOf<Kind extends BasicEvent['kind']> = BasicEvent & { readonly kind: Kind }

const held: Judged = { verdict: 'held', because: '', finding: null }

/** Beside right parts, what never comes is the part's fault; of a whole solution the run says nothing. */
export function judgedScenario({ outcome, finding }: EventOf<'scenario'>, isOfPart: boolean): Judged {
  switch (outcome.kind) {
    case 'survived':
    case 'stuck':
      return held
    case 'violated':
      return { verdict: 'violated', because: finding?.because ?? `breaks ${outcome.by.join(', ')}`, finding }
    case 'vacuous':
      return {
        verdict: isOfPart ? 'violated' : 'vacuous',
        because: `never seen: ${outcome.missing.join('; ')}`,
        finding,
      }
    case 'undecided':
      return { verdict: 'undecided', because: outcome.why, finding: null }
    default:
      return outcome satisfies never
  }
}

/**
 * A hunt may have gone on for longer than the item asks: what is found after that is another item's. Null for an event
 * that says nothing of the item.
 */
export function judgedProperty(
  event: EventOf<'outcome' | 'sighting'>,
  { name }: PropertyCheck,
  schedules: { readonly ofItem: number; readonly ofHunt: number },
): Judged | null {
  if (event.kind === 'sighting') {
    const { finding } = event
    // It does not say in which schedule.
    const isOfItem = finding.property === name && schedules.ofItem >= schedules.ofHunt
    return isOfItem ? { verdict: 'violated', because: finding.because, finding } : null
  }
  const { property, verdict, schedules: count } = event.outcome
  if (property !== name) return null
  switch (verdict.kind) {
    case 'holds':
      return held
    case 'violated': {
      const { finding } = verdict
      return count > schedules.ofItem ? held : { verdict: 'violated', because: finding.because, finding }
    }
    case 'undecided': {
      const because = `${verdict.why} (in ${verdict.count} schedule${verdict.count === 1 ? '' : 's'})`
      return { verdict: 'undecided', because, finding: null }
    }
    case 'vacuous': {
      const because = `never seen in any schedule: ${verdict.missing.join(', ')}`
      return { verdict: 'vacuous', because, finding: null }
    }
    default:
      return verdict satisfies never
  }
}

export function judgedCertificate(
  { certificate, findings }: EventOf<'explored'>,
  { states, steps }: CertificateCheck,
): Judged {
  const { ending, unanswered } = certificate
  const [finding] = findings
  if (finding !== undefined) return { verdict: 'violated', because: finding.because, finding }
  switch (ending.kind) {
    case 'complete':
      return unanswered.length === 0 ? held : unansweredIn(unanswered)
    case 'stopped':
      if (steps !== undefined && ending.depth >= steps)
        return unanswered.length === 0 ? held : unansweredIn(unanswered)
      return {
        verdict: 'undecided',
        because: `no promise is broken in runs of up to ${ending.depth} steps; the search of up to ${states} states did not come to its end`,
        finding: null,
      }
    case 'unexplorable':
      return { verdict: 'undecided', because: `cannot be explored: ${ending.message}`, finding: null }
    case 'all-broken':
      throw new Error('a search that broke every promise has no finding')
    default:
      return ending satisfies never
  }
}

function unansweredIn(clients: readonly string[]): Judged {
  const because = `in no run of the scope were all calls of ${clients.join(' and ')} answered`
  return { verdict: 'vacuous', because, finding: null }
}

export function judgedCost({ calls, answered, finding }: EventOf<'cost'>, { to }: CostCheck): Judged {
  if (finding !== null) return { verdict: 'violated', because: finding.because, finding }
  if (answered === calls) return held
  const because = `only ${answered} of ${calls} calls in a calm run were answered: what they cost ${to} says nothing`
  return { verdict: 'vacuous', because, finding: null }
}

/** A solution that does not come to the end of the recorded run, and breaks nothing on the way, does not have the mistake. */
export function judgedReplay({ result }: EventOf<'replayed'>, finding: Finding): Judged {
  const { verdict } = result
  switch (verdict.kind) {
    case 'holds':
      return held
    case 'violated': {
      const { because, signature } = verdict
      return { verdict: 'violated', because, finding: { ...finding, because, signature } }
    }
    case 'vacuous':
      return result.kind === 'diverged'
        ? held
        : { verdict: 'vacuous', because: `never seen: ${verdict.missing}`, finding: null }
    case 'undecided':
      return { verdict: 'undecided', because: verdict.why, finding: null }
    default:
      return verdict satisfies never
  }
}

/** Of one item, by several hunts. What is violated in one is violated; what nobody saw is vacuous. */
export function combined(judged: readonly Judged[]): Judged {
  for (const verdict of ['violated', 'undecided', 'held', 'vacuous'] as const) {
    const one = judged.find((each) => each.verdict === verdict)
    if (one !== undefined) return one
  }
  return { verdict: 'undecided', because: 'not run', finding: null }
}
