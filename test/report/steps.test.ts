import { expect, test } from 'vitest'
import { playSubject } from '../../src/hunt/index.ts'
import { tell } from '../../src/explain/index.ts'
import { replicatedVm } from '../../src/labs/replicated-vm/lab.ts'
import { replicatedVmScenarios } from '../../src/labs/replicated-vm/scenarios/index.ts'
import { unguarded } from '../../src/port/index.ts'
import hypervisor from '../../src/reference/replicated-vm/index.ts'
import { renderStory } from '../../src/report/index.ts'
import { virtualMachine } from '../../src/services/index.ts'
import { subjectOf } from '../../src/subject.ts'

test.each(replicatedVmScenarios)(
  'the story of $name numbers its steps from 1, in words and numbers',
  (scenario) => {
    const subject = subjectOf(replicatedVm, virtualMachine, hypervisor, unguarded)
    const trace = playSubject(subject, { kind: 'plan', plan: scenario.plan })
    const text = renderStory(tell(trace, replicatedVm), { colour: false, columns: 100 })
    expect(text).not.toMatch(/\b[01] steps|^ +0 |step 0\b|[{}"]/m)
    expect(text).toMatch(/executes interrupt (network|timer)/)
  },
)
