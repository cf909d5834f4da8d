import { describe, it } from 'vitest'
import { viewService } from '../../../properties/view-service.ts'
import type { Entry } from '../../../src/trace/index.ts'
import { expectHolds, expectViolated } from '../expectations.ts'
import {
  deliver,
  ping,
  refusal,
  reply,
  request,
  sent,
  timer,
  trace,
  twoViews,
  view,
} from '../trace-builder.ts'

describe('view-service: contact of servers', () => {
  const told = deliver('vs', 's1', view(2, 's1', 's2'))
  const contact = sent('s1', 'vs', ping(2))

  function serves(sequence: number, viewNumber = 2): Entry {
    return deliver(
      'c1',
      's1',
      request('c1', sequence, viewNumber),
      contact,
      sent('s1', 'c1', reply('c1', sequence, 2)),
    )
  }

  it('a primary that knows its view does not turn to the view server at every request', () => {
    const run = trace(
      twoViews,
      told,
      [1, 2, 3, 4].map((sequence) => serves(sequence)),
    )
    expectViolated(viewService, run, 'server-asks-on-every-request')
  })

  it('requests that it does not answer, or of another view, or seen before, do not count', () => {
    const unanswered = [1, 2, 3, 4].map((sequence) =>
      deliver('c1', 's1', request('c1', sequence, 2), contact),
    )
    expectHolds(viewService, trace(twoViews, told, unanswered))
    expectHolds(
      viewService,
      trace(
        twoViews,
        told,
        [1, 2, 3, 4].map((sequence) => serves(sequence, 3)),
      ),
    )
    expectHolds(
      viewService,
      trace(
        twoViews,
        told,
        [1, 1, 1, 1, 1].map((sequence) => serves(sequence)),
      ),
    )
  })

  it('a request at which it does not turn to the view server ends the row', () => {
    const quiet = deliver('c1', 's1', request('c1', 9, 2), sent('s1', 'c1', reply('c1', 9, 2)))
    const served = [1, 2, 3, 4, 5, 6].map((sequence) => serves(sequence))
    expectHolds(viewService, trace(twoViews, told, served.slice(0, 3), quiet, served.slice(3)))
  })

  it('a refusal, or a new view, ends the row', () => {
    const served = [1, 2, 3, 4, 5, 6].map((sequence) => serves(sequence))
    const refuses = deliver('c1', 's1', request('c1', 9, 1), sent('s1', 'c1', refusal('c1', 9, 2)))
    expectHolds(viewService, trace(twoViews, told, served.slice(0, 3), refuses, served.slice(3)))
    const again = deliver('vs', 's1', view(2, 's1', 's2'))
    expectViolated(
      viewService,
      trace(twoViews, told, served.slice(0, 2), again, served.slice(2, 4)),
      'server-asks-on-every-request',
    )
  })

  it('a server that does not know its view may ask', () => {
    expectHolds(
      viewService,
      trace(
        twoViews,
        [1, 2, 3, 4].map((sequence) => serves(sequence)),
      ),
    )
  })

  it('pings by a timer among the requests are no contact', () => {
    const quiet = [1, 2, 3, 4].map((sequence) => [
      timer('s1', 'ping', contact),
      deliver('c1', 's1', request('c1', sequence, 2), sent('s1', 'c1', reply('c1', sequence, 2))),
    ])
    expectHolds(viewService, trace(twoViews, told, quiet))
  })
})
