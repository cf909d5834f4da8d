import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentOf, copyPlain, type Command } from '../../src/port/index.ts'
import { services, type Service } from '../../src/services/index.ts'
import { commandsOf } from './draws.ts'

/** What every service owes. */
describe.each(Object.values(services).map((service) => [service.name, service] as const))(
  '%s',
  (name, service) => {
    test('is listed under its name', () => {
      expect(services[name]).toBe(service)
    })

    test('starts with plain data, and keeps to it', () => {
      onStates(service, (state, command) => {
        const { state: next, result } = service.execute(state, command)
        expect(contentOf(copyPlain(next))).toBe(contentOf(next))
        expect(contentOf(copyPlain(result))).toBe(contentOf(result))
        // An application takes undefined for a snapshot that is none.
        expect(next).toBeDefined()
      })
    })

    test('is deterministic, and never changes a state in place', () => {
      onStates(service, (state, command) => {
        const before = contentOf(state)
        const once = service.execute(state, command)
        const copied = service.execute(copyPlain(state), copyPlain(command))
        expect(contentOf(copied)).toBe(contentOf(once))
        expect(contentOf(state)).toBe(before)
      })
    })

    test('what is no write changes nothing', () => {
      onStates(service, (state, command) => {
        if (service.isWrite(command)) return
        expect(contentOf(service.execute(state, command).state)).toBe(contentOf(state))
      })
    })

    test('clients write and read', () => {
      const seen = service.seen ?? service
      const drawn = fc.sample(commandsOf(seen, 20), { seed: 1, numRuns: 20 }).flat().map(seen.isWrite)
      expect(new Set(drawn).size).toBe(2)
    })

    test('commands on different parts of the state commute', () => {
      fc.assert(
        fc.property(commandsOf(service, 12), commandsOf(service, 2), (before, [a, b]) => {
          if (a === undefined || b === undefined || service.keyOf(a) === service.keyOf(b)) return
          const state = stateAfter(service, before)
          const [first, second] = [service.execute(state, a), service.execute(state, b)]
          const [ab, ba] = [service.execute(first.state, b), service.execute(second.state, a)]
          expect(contentOf(ab.state)).toBe(contentOf(ba.state))
          expect(contentOf([first.result, ab.result])).toBe(contentOf([ba.result, second.result]))
        }),
      )
    })

    test('says what it does not know', () => {
      expect(() => service.execute(service.initial, { op: 'no such thing' })).toThrow('expected')
    })

    test('decides once: what is decided is the command that was invoked, with its outcome', () => {
      onStates(service, (state, command) => {
        expect(service.decide?.(state, command, { time: never, random: never }) ?? command).toBe(command)
        const invoked = service.undecided?.(command) ?? command
        expect(contentOf(service.undecided?.(invoked) ?? invoked)).toBe(contentOf(invoked))
        expect(service.isWrite(invoked)).toBe(service.isWrite(command))
        expect(service.keyOf(invoked)).toBe(service.keyOf(command))
      })
    })
  },
)

function onStates(service: Service, look: (state: unknown, command: Command) => void): void {
  fc.assert(
    fc.property(commandsOf(service, 20), (commands) => {
      let state = service.initial
      for (const command of commands) {
        look(state, command)
        state = service.execute(state, command).state
      }
    }),
    { numRuns: 200 },
  )
}

function stateAfter(service: Service, commands: readonly Command[]): unknown {
  return commands.reduce((state: unknown, command) => service.execute(state, command).state, service.initial)
}

function never(): never {
  throw new Error('a command that is decided leaves nothing to look at')
}
