import { expect, test } from 'vitest'
import { labs } from '../../src/labs/index.ts'
import { runScenario } from '../../src/labs/scenario.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import { unguarded } from '../../src/port/index.ts'
import hotStandby from '../../src/reference/hot-standby/index.ts'
import { keyValue } from '../../src/services/index.ts'
import { subjectOf } from '../../src/subject.ts'

test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
  'the reference comes through %s',
  (_name, scenario) => {
    const lab = labs[scenario.lab]
    if (lab === undefined) throw new Error(`no lab ${scenario.lab}`)
    const { outcome } = runScenario(subjectOf(lab, keyValue, hotStandby, unguarded), scenario)
    expect(outcome).toEqual({ kind: 'survived' })
  },
)
