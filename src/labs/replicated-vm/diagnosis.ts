import type { Diagnosis, Trace, Violated } from '../../trace/index.ts'
import { earliest, type Breach, type Rule } from './breaches/breach.ts'
import { oneLiveBreach } from './breaches/one-live.ts'
import { oneMachineBreach } from './breaches/one-machine.ts'
import { outputRuleBreach } from './breaches/output-rule.ts'
import { replayBreach } from './breaches/replay.ts'
import { factsOf } from './facts.ts'

/** What the lecture asks of a replicated machine. Source: CS 452 Primary/Backup, slides 43–46. */
const rules: Readonly<Record<Rule, Pick<Diagnosis, 'title' | 'slide'>>> = {
  replay: {
    title: 'Deterministic replay: the backup is given the same inputs at the same instructions',
    slide: 'slide 44',
  },
  'output-rule': {
    title: 'Output rule: an output leaves after the backup has every event up to and including it',
    slide: 'slides 45–46',
  },
  'one-machine': {
    title: 'The outside sees one machine: after a failover outputs are repeated, not changed and not lost',
    slide: 'slides 43, 46',
  },
  'test-and-set': {
    title: 'One live machine: who goes on alone has won the test-and-set on the shared disk',
    slide: 'slides 19, 46',
  },
}

/**
 * The rule that a run broke first. What clients see comes of it later: two machines that differ, an answer that is lost
 * or wrong. A server that acts without the right to does all kinds of things that only a live one may do: that is said
 * first.
 */
export function diagnose(trace: Trace, property: string, violated: Violated): Diagnosis | null {
  if (property === 'well-behaved') return offence(trace, violated)
  const fatal = violated.entries.at(-1) ?? trace.entries.length - 1
  const breach = breachUntil(trace, fatal)
  if (breach !== null) return diagnosisOf(breach)
  return property === 'progress' ? standstill(violated) : null
}

function breachUntil(trace: Trace, fatal: number): Breach | null {
  const facts = factsOf(trace)
  const breaches = [
    oneLiveBreach(facts),
    earliest([replayBreach(facts), outputRuleBreach(facts), oneMachineBreach(facts)]),
  ]
  return breaches.find((breach) => (breach?.entries.at(-1) ?? Infinity) <= fatal) ?? null
}

function diagnosisOf({ rule, because, advice, entries }: Breach): Diagnosis {
  return { rule, ...rules[rule], sentence: because, advice, at: entries.at(-1) ?? null }
}

/** What no machine is told at this moment it refuses: as a rule since it is not where the log was. */
function offence(trace: Trace, { because, entries }: Violated): Diagnosis {
  const at = entries.at(-1) ?? trace.entries.length - 1
  const breach = breachUntil(trace, at)
  if (breach !== null) return diagnosisOf(breach)
  return {
    rule: 'state-machine',
    title: 'A hypervisor is itself a state machine: it touches only its fields and `out`',
    slide: 'slides 3–5',
    sentence: because,
    advice: 'what differs between machines comes from `app.decide`: the time, and how far the machine runs',
    at,
  }
}

const adviceOf: Readonly<Record<string, string>> = {
  'nobody-goes-on-alone':
    'look now and then whether anything was heard of the other; after some silence ask the disk, again and again until it answers',
  'packets-not-taken': 'whoever is live raises an interrupt for each packet, and lets its machine run',
  'outputs-held-for-ever':
    'send the log again until it is acknowledged, acknowledge what comes again, and let everything go when you go on alone',
  'machine-does-not-answer': 'let the machine run on until it is idle: a timer for the next slice',
  'time-stands-still': 'whoever goes live sets its own timer for the ticks: from then on no log brings them',
  'winner-halts': 'compare the holder with your own address',
}

function standstill({ because, signature }: Violated): Diagnosis {
  return {
    rule: 'progress',
    title: 'Once the network is calm, the live machine goes on: it answers, and its time passes',
    slide: 'slides 39, 46',
    sentence: because,
    advice: adviceOf[signature] ?? 'one server is enough for the machine to answer',
    at: null,
  }
}
