import { mutants } from './index.ts'
import { watched } from './watched.ts'

/**
 * Mistakes that people are known to make in primary/backup: in courses, handouts and public repositories. Each has a
 * wrong variant here, or one that only looks wrong.
 */
export const catalogue: readonly string[] = [
  'VS1 VS2 VS4 VS7 VS9 VS11 VS13 VS14 VS17 VS20 VS27',
  'P1 P2 P3 P3e P5 P8 P10 P11 P13 P15 P17',
  'R1 R3 R4 R5 R7 R9',
  'B1 B2 B4 B5 B7 B8 B10 B12',
  'S1 S3 S5 S6 S8 S10 S12',
  'A1 A2 A4 A5 A6 A8',
  'C1 C2 C3 C4 C5 C6 C7',
  'T5 T6 T7 T8 T9',
].flatMap((ids) => ids.split(' '))

/** A wrong variant as the page lists it. */
export interface Listed {
  readonly lab: string
  readonly id: string
  readonly title: string
  readonly origin: 'catalogue' | 'own'
  readonly control: boolean
}

/** All that are written by hand. */
export const listed: readonly Listed[] = [
  ...mutants.flatMap(({ lab, mutants: ofLab }) => ofLab.map((mutant) => ({ lab, ...mutant }))),
  ...watched,
]

/** How many there are and which, in Markdown. */
export function listedAsMarkdown(): string {
  const wrong = listed.filter(({ control }) => !control)
  const count = (origin: Listed['origin']): number => wrong.filter((each) => each.origin === origin).length
  return [
    `${wrong.length} are wrong, ${count('catalogue')} of them after the list of known mistakes and ${count('own')} thought of ` +
      `here. ${listed.length - wrong.length} are controls.`,
    '',
    '| lab | variant | what it does | origin |',
    '| --- | --- | --- | --- |',
    ...listed.map(({ lab, id, title, origin, control }) => {
      const what = control ? `${title} _(control)_` : title
      return `| ${lab} | ${id} | ${what} | ${origin === 'own' ? 'own' : 'known'} |`
    }),
  ].join('\n')
}
