import a1 from './a1-no-duplicate-detection.ts'
import a2 from './a2-executes-old-requests-again.ts'
import a4 from './a4-does-not-answer-repetitions.ts'
import a5 from './a5-equal-commands-are-one.ts'
import a6 from './a6-one-count-for-all-clients.ts'
import a7 from './a7-reads-again.ts'
import a8 from './a8-marks-before-executing.ts'
import c1 from './c1-takes-any-reply.ts'
import c2 from './c2-numbers-retries-anew.ts'
import c5 from './c5-never-sends-again.ts'
import c8 from './c8-gives-up.ts'
import c9 from './c9-counts-nothing.ts'
import type { Mutant } from './mutant.ts'
import p17 from './p17-answers-with-the-latest-result.ts'
import t9 from './t9-marks-and-throws.ts'

export const singleServerMutants: readonly Mutant[] = [
  p17,
  a1,
  a2,
  a4,
  a5,
  a6,
  a7,
  a8,
  c1,
  c2,
  c5,
  c8,
  c9,
  t9,
]
