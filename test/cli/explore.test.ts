import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { example, scratch, splitbrain } from './run.ts'

describe('explore', () => {
  test('completes a scope of a right solution, and says what it covered', () => {
    const { code, out } = splitbrain(['explore', example('reference'), '--clients', '1', '--views', '1'])
    expect(code).toBe(0)
    expect(out).toMatch(/✓ linearizable +holds in every run of this scope/)
    expect(out).toContain('s1 s2 c1, service key-value')
    expect(out).toMatch(/views above 1 \(\d+ reactions cut off\)/)
    expect(out).toContain('not said  view-service, progress')
  })

  test('prints a certificate as JSON', () => {
    const args = ['explore', example('single-server'), '--json', '--ops', '2', '--clients', '1']
    const { code, out } = splitbrain(args)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      format: 1,
      ending: { kind: 'complete' },
      scope: { setup: { servers: ['s1'], clients: ['c1'] }, from: null, horizon: null },
      broken: [],
      findings: [],
    })
  })

  test('finds a broken promise, and keeps it as a finding that replays', () => {
    const folder = scratch()
    const solution = example('transfer-without-replies')
    const { code, out } = splitbrain(
      ['explore', solution, '--clients', '1', '--views', '3', '--json'],
      folder,
    )
    expect(code).toBe(1)
    const { findings, broken } = JSON.parse(out) as { findings: string[]; broken: unknown[] }
    // Nineteen steps, and all runs of fewer were looked through.
    expect(broken[0]).toMatchObject({ property: 'no-duplicate-writes', steps: 19, noneUpTo: 18 })
    expect(broken[1]).toMatchObject({ property: 'linearizable', steps: 20, noneUpTo: 19 })
    const [finding = ''] = findings
    expect(existsSync(join(folder, finding))).toBe(true)
    expect(JSON.parse(readFileSync(join(folder, finding), 'utf8'))).toMatchObject({
      signature: 'write-executed-again',
    })
    const replayed = splitbrain(['replay', finding, solution], folder)
    expect(replayed.code).toBe(1)
    expect(replayed.out).toContain('Rule 7')
  })

  test('begins where a scenario makes its first call', () => {
    const args = ['explore', example('serves-reads-alone'), '--from', 'stale-read', '--views', '3']
    const { code, out } = splitbrain(args, scratch())
    expect(code).toBe(1)
    expect(out).toContain('where stale-read makes its first call')
    expect(out).toContain('Rule 2')
  })

  test('stops at its budget, and says how far it came', () => {
    const { code, out } = splitbrain(['explore', example('reference'), '--views', '3', '--budget', '2000'])
    expect(code).toBe(3)
    expect(out).toMatch(/holds in every run of up to \d+ steps; the search stopped there/)
  })

  test('refuses what cannot be explored', () => {
    expect(splitbrain(['explore', example('shares-a-table')]).code).toBe(4)
    const { code, err } = splitbrain([
      'explore',
      example('reference'),
      '--from',
      'stale-read',
      '--servers',
      '2',
    ])
    expect(code).toBe(2)
    expect(err).toContain('leave out --servers')
    expect(splitbrain(['explore', example('reference'), '--from', 'nowhere']).code).toBe(2)
    expect(splitbrain(['explore', example('reference'), '-p', 'progress']).code).toBe(2)
  })
})
