import type { RubricItem } from '../../labs/index.ts'
import type { Grade, GradedItem, GradeOptions } from '../grade.ts'

/** The grade of a solution on which splitbrain itself has failed: it earns nothing yet, and loses nothing to a mistake. */
export function faultGrade(
  id: string,
  { rubric, hidden, seed, schedulesMax }: Omit<GradeOptions, 'onProgress'>,
  message: string,
): Grade {
  const ofStaff = hidden?.rubric.items ?? []
  const items = [
    ...rubric.items.map((item) => ungraded(item, false)),
    ...ofStaff.map((item) => ungraded(item, true)),
  ]
  return {
    solution: id,
    lab: rubric.lab,
    seed: rubric.seeds?.[0] ?? seed,
    schedulesMax,
    status: 'fault',
    problems: [{ where: null, message }],
    warnings: [],
    points: 0,
    pointsMax: items.reduce((sum, { pointsMax }) => sum + pointsMax, 0),
    items,
    atFault: [],
    layers: [],
    hunts: { count: 0, schedules: 0, steps: 0, marks: {} },
  }
}

function ungraded({ id, title, part, check, points }: RubricItem, hidden: boolean): GradedItem {
  const because = 'splitbrain itself has failed: grade again, or look at it'
  return {
    id,
    title,
    part: part ?? null,
    hidden,
    check,
    points: 0,
    pointsMax: points,
    verdict: 'undecided',
    because,
    finding: null,
  }
}
