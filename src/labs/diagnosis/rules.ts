import type { Diagnosis } from '../../trace/index.ts'

/** What the lecture asks for, by the name that a diagnosis carries. Source: CS 452 Primary/Backup. */
const rules = {
  'rule-1': {
    title: 'Rule 1: the primary of a view was primary or backup of the view before, so that it has the state',
    slide: 'slides 21–23',
  },
  'rule-2': {
    title:
      'Rule 2: the primary waits until the backup has accepted an operation before it replies, reads too',
    slide: 'slides 21, 25–28',
  },
  'rule-3': {
    title: 'Rule 3: a backup accepts a forwarded request only if the view is right',
    slide: 'slides 21–22, 30–31',
  },
  'rule-4': {
    title: 'Rule 4: a server that is not the primary rejects client requests',
    slide: 'slides 21–22, 33',
  },
  'rule-5': {
    title: 'Rule 5: every operation is entirely before or entirely after the state transfer',
    slide: 'slides 22, 36',
  },
  'rule-6': {
    title: 'Rule 6: the view server stays with a view until its primary has acknowledged it',
    slide: 'slides 16–17',
  },
  'rule-7': {
    title: 'Rule 7: the at-most-once data go wherever the state goes',
    slide: 'slides 40–41',
  },
  'at-most-once': {
    title: 'At-most-once: a write that is sent again is executed once',
    slide: 'slides 28, 40',
  },
  'right-answer': {
    title: 'At-most-once: a client takes the reply to its own open call, and nothing else',
    slide: 'slide 28',
  },
  'same-order': {
    title: 'The primary decides on the order of operations; the backup executes them in the same order',
    slide: 'slides 6–8',
  },
  'decided-once': {
    title: 'The primary decides the outcome once; the backup takes it over',
    slide: 'slides 9, 44',
  },
  'view-service': { title: 'What a view service owes', slide: 'slides 10–17' },
  'ask-seldom': {
    title: 'Neither clients nor servers ask the view server on every request: they keep the view',
    slide: 'slide 11',
  },
  'detect-failures': {
    title: 'Failure detection: dead after missed pings, alive after one',
    slide: 'slides 14–15',
  },
  progress: { title: 'Once the network is calm, the service answers', slide: 'slide 39' },
  'state-machine': {
    title: 'A node is a deterministic state machine: its state depends on its input only',
    slide: 'slides 3–5',
  },
} satisfies Readonly<Record<string, Pick<Diagnosis, 'title' | 'slide'>>>

/** A rule that was broken, where, and by whom. */
export interface Breach extends Pick<Diagnosis, 'sentence' | 'advice' | 'at'> {
  readonly rule: keyof typeof rules
}

export function diagnosisOf({ rule, sentence, advice, at }: Breach): Diagnosis {
  return { rule, ...rules[rule], sentence, advice, at }
}
