import { expect } from 'vitest'
import type { Judgement, Trace } from '../../src/trace/index.ts'

/**
 * The judgement convicts with this signature; the fatal entry is the given one (from behind when negative).
 */
export function expectViolated(judgement: Judgement, trace: Trace, signature: string, fatal = -1): string {
  const verdict = judgement.judge(trace)
  if (verdict.kind !== 'violated') throw new Error(`expected ${signature}, found ${JSON.stringify(verdict)}`)
  expect(verdict.signature).toBe(signature)
  expect(verdict.signature).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  expect(verdict.because).not.toMatch(/undefined|NaN|\[object/)
  expect(verdict.entries.at(-1)).toBe(fatal < 0 ? trace.entries.length + fatal : fatal)
  for (const at of verdict.entries) expect(trace.entries[at]).toBeDefined()
  return verdict.because
}

export function expectHolds(judgement: Judgement, trace: Trace): void {
  expect(judgement.judge(trace)).toEqual({ kind: 'holds' })
}

export function expectVacuous(judgement: Judgement, trace: Trace, missing: string): void {
  const verdict = judgement.judge(trace)
  if (verdict.kind !== 'vacuous') throw new Error(`expected vacuous, found ${JSON.stringify(verdict)}`)
  expect(verdict.missing.split(':')[0]).toBe(missing)
  expect(verdict.missing).not.toMatch(/undefined|NaN|\[object/)
}
