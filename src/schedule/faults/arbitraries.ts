import fc, { type Arbitrary } from 'fast-check'
import type { Moment, Pattern } from '../moment.ts'
import type { NthMessage, Scope } from './fault-kind.ts'

/** When something begins: some time, or right when something happens, since that is where mistakes sit. */
export function moments(scope: Scope): Arbitrary<Moment> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.record({ ms: fc.integer({ min: 0, max: scope.horizonMs }) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        when: patterns(scope),
        nth: fc.integer({ min: 1, max: 4 }),
        plusMs: fc.constantFrom(0, 0, 1, 10, 60),
      }),
    },
  )
}

/** When something that lasts ends: null is with the storm. */
export function periodEnds(scope: Scope): Arbitrary<Moment | null> {
  return fc.oneof({ weight: 2, arbitrary: moments(scope) }, { weight: 1, arbitrary: fc.constant(null) })
}

export function nthMessages(scope: Scope): Arbitrary<NthMessage> {
  const nodes = [...scope.fixed, ...scope.servers, ...scope.clients]
  return fc.record({
    kind: fc.option(fc.constantFrom(...scope.kinds), { freq: 2 }),
    from: fc.option(fc.constantFrom(...nodes), { freq: 4 }),
    to: fc.option(fc.constantFrom(...nodes), { freq: 4 }),
    nth: fc.integer({ min: 1, max: 6 }),
  })
}

function patterns(scope: Scope): Arbitrary<Pattern> {
  const nodes = [...scope.fixed, ...scope.servers, ...scope.clients]
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        on: fc.constantFrom('sent' as const, 'delivered' as const),
        kind: fc.option(fc.constantFrom(...scope.kinds), { freq: 2 }),
        from: fc.option(fc.constantFrom(...nodes), { freq: 2 }),
        to: fc.option(fc.constantFrom(...nodes), { freq: 2 }),
        with: fc.constant(null),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        on: fc.constant('finished' as const),
        client: fc.constantFrom(...scope.clients),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        on: fc.constant('executed' as const),
        node: fc.option(fc.constantFrom(...scope.servers), { freq: 3 }),
      }),
    },
  )
}
