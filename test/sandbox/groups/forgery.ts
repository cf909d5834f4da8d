import { attacksOf, broken, held, offence, type Group } from '../attack.ts'
import { fakingReplication, inReceive, withServer } from '../solutions.ts'

/** A backup that keeps nothing, with these lines at the start of `receive`. */
const forging = (lines: string): ReturnType<typeof withServer> =>
  withServer(
    '',
    `override receive(message, from, out) { ${lines}\nsuper.receive(message, from, out) }
     override onForward(forward, from, out) { if (this.acceptsForward(forward)) this.acknowledgeForward(forward, from, out) }
     override install() {}`,
  )

const turns = '{"kind":"played","turns":[]}'

export const forgery: Group = {
  name: 'forged results',
  attacks: [
    ...attacksOf(
      forging,
      [
        ['a result on standard output', `try { console.log('${turns}') } catch {}`, broken],
        ['points on standard error', `console.error('{"score":100,"output":"all passed"}')`, broken],
        ['a verdict of its own', 'this.verdict = { kind: "holds" }', broken],
        ['fields of out', 'try { out.events = [] } catch {}; try { out.send = () => {} } catch {}', broken],
        ['its own application', 'try { this.app = { ...this.app } } catch {}', offence('the field `app`')],
        ['its own address', 'const { self } = this; this.self = "s9"; this.self = self', broken],
        [
          'own names for the harness',
          'this.state = 0; this.turn = []; this.deeds = []; this.verdict = "held"',
          broken,
        ],
        ['a name that is a path', 'out.setTimer("/../../results.json", 1e9)', broken],
        [
          'a timer named like a prototype',
          'out.setTimer("__proto__", 1e9); out.setTimer("constructor", 1e9)',
          broken,
        ],
      ],
      { by: 'lost' },
    ),
    ...attacksOf(inReceive, [
      [
        'an answer on the third descriptor',
        `(globalThis.process ?? { binding() {} }).binding('fs')?.writeString(3, '${turns}\\n')`,
        offence('machine'),
      ],
      ['the trace through a stack', 'new Error().stack.includes("main") && 0', held],
      [
        'a read executed as a write',
        'if (message.kind === "Request") this.app.execute({ op: "get", key: "x", write: true })',
        held,
      ],
      ['an execution that never was', 'this.app.execute({ op: "executed", times: 1 })', offence('threw')],
      [
        'a ledger of its own making',
        'if (message.kind === "Transfer") this.app.restore({ state: {}, ledger: { "{}": 7 } })',
        offence('something in it was changed'),
      ],
      [
        'a write that is executed again, and no longer in the ledger',
        `if (message.kind === "Forward") {
           const { state } = this.app.snapshot()
           this.app.restore({ state, ledger: {} })
         }`,
        offence('something in it was changed'),
      ],
      ['a snapshot that is none', 'this.app.restore({ state: null, ledger: null })', offence('restore')],
      [
        'a finish of a server',
        'out.finish({ kind: "value", value: "x" })',
        offence('no command is outstanding'),
      ],
      [
        'an application that says what it likes',
        'this.app.execute = () => ({ kind: "value", value: "x" })',
        offence('threw TypeError: Cannot assign to read only property'),
      ],
      ['a field of the application', 'this.app.log = []', offence('threw TypeError: Cannot add property')],
      ['another emit', 'out.surroundings.emit({ kind: "finished" })', offence('threw TypeError')],
    ]),
    {
      name: 'replies of its own making',
      files: fakingReplication('const shared = () => null'),
      expects: broken,
      by: 'lost',
      limits: {},
    },
  ],
}
