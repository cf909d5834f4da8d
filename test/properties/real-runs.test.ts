import { sample } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { viewService } from '../../properties/view-service.ts'
import { playSubject, type Subject } from '../../src/hunt/index.ts'
import { labs } from '../../src/labs/index.ts'
import { unguarded } from '../../src/port/index.ts'
import hotStandby from '../../src/reference/hot-standby/index.ts'
import singleServer from '../../src/reference/single-server/index.ts'
import { plans } from '../../src/schedule/index.ts'
import { services } from '../../src/services/index.ts'
import { subjectOf } from '../../src/subject.ts'
import type { Trace } from '../../src/trace/index.ts'
import { designs, wrongViewServices } from './designs.ts'

function subject(lab: string, solution: object): Subject {
  const found = labs[lab]
  const service = services['key-value']
  if (found === undefined || service === undefined) throw new Error(`no lab ${lab}`)
  return subjectOf(found, service, solution, unguarded)
}

function* tracesOf(of: Subject, count: number): Iterable<Trace> {
  for (const plan of sample(plans(of.arena), { numRuns: count, seed: 452 })) {
    yield playSubject(of, { kind: 'plan', plan })
  }
}

/** Every judgement on every run; returns what kinds of verdicts there were, and the marks that were seen. */
function expectInnocent(of: Subject, count: number): { verdicts: Set<string>; marks: Set<string> } {
  const verdicts = new Set<string>()
  const marks = new Set<string>()
  for (const trace of tracesOf(of, count)) {
    for (const mark of of.marksOf(trace)) marks.add(mark)
    for (const judgement of of.judgements) {
      const verdict = judgement.judge(trace)
      if (verdict.kind === 'violated' || verdict.kind === 'undecided') {
        throw new Error(`${judgement.name}: ${JSON.stringify(verdict)}`)
      }
      verdicts.add(`${judgement.name} ${verdict.kind}`)
    }
  }
  return { verdicts, marks }
}

describe('on random runs', () => {
  it('nothing is found in the reference, everything is judged, and what the claims need is seen', () => {
    const of = subject('primary-backup', hotStandby)
    const { verdicts, marks } = expectInnocent(of, 600)
    for (const { name, needs } of of.judgements) {
      expect(verdicts).toContain(`${name} holds`)
      for (const mark of needs) expect(marks).toContain(mark)
    }
    // The marks that no claim needs must be possible, too.
    for (const mark of [
      'state transfer',
      'old message',
      'deposed server up',
      'operation during transfer',
      'join',
    ]) {
      expect(marks).toContain(mark)
    }
  })

  it('nothing is found in the single server, everything is judged, and what the claims need is seen', () => {
    const of = subject('single-server', singleServer)
    const { verdicts, marks } = expectInnocent(of, 300)
    for (const { name, needs } of of.judgements) {
      expect(verdicts).toContain(`${name} holds`)
      for (const mark of needs) expect(marks).toContain(mark)
    }
  })

  it.each(Object.entries(designs))('nothing is found in %s', (_, solution) => {
    const { verdicts } = expectInnocent(subject('primary-backup', solution), 200)
    expect(verdicts).toContain('progress holds')
  })

  it.each(Object.entries(wrongViewServices))('%s is found', (signature, solution) => {
    for (const trace of tracesOf(subject('primary-backup', solution), 400)) {
      const verdict = viewService.judge(trace)
      if (verdict.kind === 'violated' && verdict.signature === signature) return
    }
    throw new Error(`expected ${signature} within 400 runs`)
  })
})
