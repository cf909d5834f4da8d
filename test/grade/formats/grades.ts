import type { Finding } from '../../../src/hunt/index.ts'
import type { Grade, GradedItem, Telling, Told } from '../../../src/grade/index.ts'

export function item(fields: Partial<GradedItem> & { readonly id: string }): GradedItem {
  const verdict = fields.verdict ?? 'held'
  const pointsMax = fields.pointsMax ?? 10
  return {
    title: `Title of ${fields.id}`,
    part: null,
    hidden: false,
    check: { kind: 'scenario', name: fields.id },
    pointsMax,
    points: verdict === 'held' ? pointsMax : 0,
    because: verdict === 'held' ? '' : 'it broke',
    finding: null,
    ...fields,
    verdict,
  }
}

export function grade(items: readonly GradedItem[], fields: Partial<Grade> = {}): Grade {
  return {
    solution: 'submissions/ann/solution.ts',
    lab: 'primary-backup',
    seed: 1,
    schedulesMax: 100,
    status: 'graded',
    problems: [],
    warnings: [],
    points: items.reduce((sum, { points }) => sum + points, 0),
    pointsMax: items.reduce((sum, { pointsMax }) => sum + pointsMax, 0),
    items,
    atFault: [],
    layers: ['process'],
    hunts: { count: 0, schedules: 0, steps: 0, marks: {} },
    ...fields,
  }
}

export function told(one: Grade, tellings: Readonly<Record<string, Telling>> = {}, isDone = true): Told {
  return { grade: one, isDone, tellings: new Map(Object.entries(tellings)) }
}

export function telling(fields: Partial<Telling> = {}): Telling {
  return {
    text: '✗ linearizable\n\nstep 1 …\n',
    mermaid: 'sequenceDiagram\n  participant c1\n  participant s1\n  c1->>s1: 1. Request\n',
    steps: 12,
    again: 'npx splitbrain scenario stale-read solution.ts',
    ...fields,
  }
}

/** A finding that formats of students must not show. */
export const secretFinding: Finding = {
  format: 1,
  property: 'linearizable',
  signature: 'secret-signature',
  because: 'secret-because',
  setup: { lab: 'primary-backup', service: 'key-value', servers: ['s1'], clients: ['c1'] },
  steps: [],
  calm: null,
  origin: { seed: 424242, path: '0' },
}

/** One of each verdict, one of them hidden. */
export const mixed: Told = told(
  grade(
    [
      item({ id: 'failover' }),
      item({ id: 'stale-read', verdict: 'violated', because: 'c2 read null after "a" was written' }),
      item({ id: 'linearizable', verdict: 'violated', because: 'c2 read null', pointsMax: 14 }),
      item({ id: 'progress', verdict: 'undecided', because: 'ran out of budget', pointsMax: 2.5 }),
      item({ id: 'single-primary', verdict: 'vacuous', because: 'never seen: failover' }),
      item({
        id: 'secret-id',
        title: 'secret-title',
        hidden: true,
        verdict: 'violated',
        because: 'secret-because',
        finding: secretFinding,
      }),
    ],
    { atFault: ['server'] },
  ),
  {
    'stale-read': telling(),
    'secret-id': telling({ text: 'secret-telling', steps: 1, again: 'secret-again' }),
  },
)

/** Texts that a student can put into messages and names of files. */
export const hostile = [
  '</failure><script>alert(1)</script><!-- ]]> &amp; "x" \'y\'',
  '\u0000\u0001\u0008\u000B\u001B[31mred\u001B[0m\u007F\u009B\uFFFE\uFFFF\uD800 \u202Egnp.exe',
  'line 1\n::error file=x::owned\r\n##[add-mask]x\n::stop-commands::x\n::set-output name=x::%0A%25',
  '```\n# heading\n</details>\n| a | b |\n[x](javascript:alert(1)) ![x](http://evil/) @everyone http://evil www.evil.com a@b.com',
  "=cmd|' /C calc'!A0\n+1\n-1\n@SUM(1)\n\t=1",
  '"; DROP TABLE students; --,"',
  '{"scores":{"failover":100}}',
  '{"_presentation":"semantic"}',
  '%%{init: {"theme":"x"}}%% ; end\nparticipant evil #quot; <br/> $$x$$',
  '__proto__',
]
