import { expect, test } from 'vitest'
import { eventsOf, fixture, huntJob, loaded, misconductOf, outcomesIn } from './solutions.ts'

const shared =
  'nodes share state outside their fields (module-level variable or static field): ' +
  'alone on its machine this node would have acted differently; look at'

test('a module-level variable that nodes share is found and named', async () => {
  const finding = await misconductOf(fixture('module-state.ts'))
  expect(finding?.signature).toBe('state-outside-nodes')
  expect(finding?.because).toBe(
    `s2, in receive Forward: ${shared} seen (module-state.ts:12), latest (module-state.ts:13)`,
  )
})

test('a static field that nodes share is found and named', async () => {
  const finding = await misconductOf(fixture('static-state.ts'))
  expect(finding?.because).toBe(`s3, in receive ViewReply: ${shared} Broken.pings (static-state.ts:8)`)
})

test('the finding replays, with the offence at the end of the trace', async () => {
  const finding = await misconductOf(fixture('static-state.ts'))
  if (finding === null) throw new Error('nothing was found')
  const [event] = await eventsOf(fixture('static-state.ts'), { kind: 'replay', finding, withOdds: false })
  if (event?.kind !== 'replayed' || event.result.kind !== 'judged') throw new Error('did not replay')
  expect(event.result.verdict).toMatchObject({ kind: 'violated', because: finding.because })
  expect(event.result.trace.entries.at(-1)?.effects.at(-1)).toMatchObject({
    kind: 'misbehaved',
    offence: { kind: 'state' },
  })
})

test('whatever else is found replays too, since the hunt goes on with nodes that cannot share', async () => {
  const outcomes = outcomesIn(await eventsOf(fixture('module-state.ts'), huntJob(30, null)))
  const findings = outcomes.flatMap(({ verdict }) => (verdict.kind === 'violated' ? [verdict.finding] : []))
  expect(findings.length).toBeGreaterThan(0)
  for (const finding of findings) {
    const [event] = await eventsOf(fixture('module-state.ts'), { kind: 'replay', finding, withOdds: false })
    expect(event).toMatchObject({
      kind: 'replayed',
      result: { kind: 'judged', verdict: { kind: 'violated', signature: finding.signature } },
    })
  }
})

test('the reference has no variable outside its nodes', async () => {
  const program = await loaded(fixture('../../../examples/solutions/reference.ts'))
  expect(program.moduleStates).toEqual([])
})
