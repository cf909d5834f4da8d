import { attacksOf, broken, held, offence, type Group } from '../attack.ts'
import { withServer } from '../solutions.ts'

export const sends: Group = {
  name: 'late and spoofed sends',
  attacks: [
    ...attacksOf(
      (lines) =>
        withServer(
          'let kept',
          `override receive(message, from, out) { ${lines}\nsuper.receive(message, from, out) }`,
        ),
      [
        [
          'through an out kept from an earlier handler',
          'if (kept && kept !== out) kept.send("vs", { kind: "GetView" }); kept ??= out',
          held,
        ],
        [
          'a timer through it',
          'kept ??= this; this.kept ??= 0; if (kept.out) kept.out.setTimer("x", 1)',
          held,
        ],
        ['through a function taken from out', 'const { send } = out; send("vs", { kind: "GetView" })', held],
        ['through a bound function', 'out.send.call(null, "vs", { kind: "GetView" })', held],
        [
          'from a handler of its own that it calls',
          'if (message.kind === "ViewReply" && !kept) { kept = 1; this.receive(message, from, out); kept = null }',
          held,
        ],
        ['to itself', 'out.send(this.self, { kind: "Nothing" })', held],
        [
          'in the name of another, in a message',
          'out.send("vs", { kind: "Ping", viewNumber: 0, from: "s2", self: "s2" })',
          held,
        ],
        ['to nobody', 'out.send("s9", { kind: "GetView" })', offence('expected the address of a node')],
        [
          'to a prototype',
          'out.send("__proto__", { kind: "GetView" })',
          offence('expected the address of a node'),
        ],
        ['a timer that never comes', 'out.setTimer("x", Infinity)', offence('milliseconds')],
        ['a timer before now', 'out.setTimer("x", -1)', offence('milliseconds')],
        ['a timer of an object', 'out.setTimer("x", { valueOf: () => 5 })', offence('milliseconds')],
        [
          'a timer whose name is an object',
          'out.setTimer({ toString: () => "x" }, 5)',
          offence('expected a name'),
        ],
        ['a timer that is cancelled twice', 'out.cancelTimer("x"); out.cancelTimer("x")', held],
        ['a timer with a name that cannot be shown', 'out.cancelTimer({ toString() { throw 1 } })', held],
      ],
    ),
    ...attacksOf(
      (lines) => withServer('const outs = {}', lines),
      [
        [
          'through an out that the constructor of another node took',
          'constructor(self, vs, app) { super(self, vs, app); outs[self]?.send("vs", { kind: "GetView" }) } start(out) { outs[this.self] = out; super.start(out) }',
          held,
        ],
        [
          'through another node\u2019s out',
          'start(out) { for (const other of Object.values(outs)) other.send("vs", { kind: "GetView" }); outs[this.self] = out; super.start(out) }',
          held,
        ],
        [
          'through an out in a field',
          'start(out) { this.out = out; super.start(out) }',
          offence('the field `out`'),
        ],
        [
          'from an application in the constructor',
          'constructor(self, vs, app) { super(self, vs, app); app.execute({ op: "put", key: "x", value: "stolen" }) }',
          broken,
        ],
        [
          'a constructor that throws',
          'constructor(self, vs, app) { super(self, vs, app); throw new Error("no") }',
          offence('no'),
        ],
        [
          'a constructor that never ends',
          'constructor(self, vs, app) { super(self, vs, app); for (;;) {} }',
          offence('it does not end'),
        ],
        [
          'a constructor that returns another',
          'constructor(self, vs, app) { super(self, vs, app); return { receive() {}, timer() {}, start() {} } }',
          offence('the field `receive`'),
        ],
        [
          'a constructor that returns a proxy',
          'constructor(self, vs, app) { super(self, vs, app); return new Proxy(this, {}) }',
          held,
        ],
        ['handlers that are getters', 'get receive() { return super.receive }', held],
        [
          'a handler that takes the next one away',
          'start(out) { super.start(out); this.receive = null }',
          offence(''),
        ],
        [
          'a then-able that is returned',
          'start(out) { super.start(out); return { then(done) { done() } } }',
          offence('returned a promise'),
        ],
        [
          'a then that is a getter',
          'start(out) { super.start(out); return { get then() { for (;;) {} } } }',
          offence(''),
        ],
        [
          'a proxy that is returned',
          'start(out) { super.start(out); return new Proxy({}, { has() { throw 1 } }) }',
          offence(''),
        ],
        [
          'what cannot be shown is returned',
          'start(out) { super.start(out); return { toJSON() { for (;;) {} } } }',
          offence(''),
        ],
        [
          'a field that sends when it is looked at',
          'start(out) { super.start(out); Object.defineProperty(this, "x", { enumerable: true, get() { out.send("vs", { kind: "GetView" }) } }) }',
          offence('after the handler had returned'),
        ],
        [
          'a field that executes when it is looked at',
          'start(out) { super.start(out); Object.defineProperty(this, "x", { enumerable: true, get() { this.app.execute({ op: "get", key: "x" }) } }) }',
          offence('after the handler had returned'),
        ],
        [
          'a field that is a getter',
          'start(out) { super.start(out); Object.defineProperty(this, "x", { enumerable: true, get() { for (;;) {} } }) }',
          offence('it does not end'),
        ],
      ],
    ),
    ...attacksOf(
      (lines) =>
        withServer(
          '',
          `override receive(message, from, out) { ${lines}\nsuper.receive(message, from, out) }`,
        ),
      [
        [
          'a list with nothing in places',
          'if (message.kind !== "Nothing") out.send(this.self, { kind: "Nothing", list: [, 1, , undefined] })',
          held,
        ],
      ],
      { by: 'hunt' },
    ),
  ],
}
