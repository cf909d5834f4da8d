import { attacksOf, killed, offence, type Group } from '../attack.ts'
import { inReceive } from '../solutions.ts'

const backtrack = '/^(a+)+$/.test("a".repeat(64) + "!")'

export const thrown: Group = {
  name: 'hostile thrown values',
  attacks: [
    ...attacksOf(inReceive, [
      ['nothing', 'throw undefined', offence('threw undefined')],
      ['null', 'throw null', offence('threw null')],
      ['a symbol', 'throw Symbol("x")', offence('threw Symbol(x)')],
      ['a function', 'throw () => 1', offence('threw')],
      ['an object without prototype', 'throw Object.create(null)', offence('threw {}')],
      ['a proxy', 'throw new Proxy({}, {})', offence('threw')],
      ['a proxy of an error', 'throw new Proxy(new Error("x"), {})', offence('threw')],
      [
        'a proxy that throws',
        'throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 } })',
        offence('threw'),
      ],
      [
        'a revoked proxy',
        'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy',
        offence('threw'),
      ],
      ['a toString that throws', 'throw { toString() { throw 1 } }', offence('threw')],
      ['Symbol.toPrimitive', 'throw { [Symbol.toPrimitive]() { throw 1 } }', offence('threw')],
      ['toJSON', 'throw { toJSON() { throw 1 } }', offence('threw')],
      ['a toJSON that never ends', 'throw { toJSON() { for (;;) {} } }', offence('it does not end')],
      [
        'a message that is a getter',
        'class E extends Error { get message() { throw 1 } }; throw new E()',
        offence('threw'),
      ],
      [
        'a message that never ends',
        'class E extends Error { get message() { for (;;) {} } }; throw new E()',
        offence('it does not end'),
      ],
      [
        'a name that is an object',
        'const e = new Error(); e.name = { toString() { throw 1 } }; throw e',
        offence('threw'),
      ],
      [
        'a stack that is a getter',
        'const e = new Error("x"); Object.defineProperty(e, "stack", { get() { throw 1 } }); throw e',
        offence('threw Error: x'),
      ],
      [
        'a stack that is an object',
        'const e = new Error("x"); e.stack = { toString() { for (;;) {} } }; throw e',
        offence(''),
      ],
      [
        'a stack that names another file',
        'const e = new Error("x"); e.stack = "at /etc/passwd:1:1"; throw e',
        offence('threw Error: x'),
      ],
      [
        'a stack with odd numbers',
        'const e = new Error("x"); e.stack = e.stack.replace(/:(\\d+):(\\d+)/g, ":999999999999:0"); throw e',
        offence('threw Error: x'),
      ],
      [
        'a stack that is long',
        'const e = new Error("x"); e.stack = e.stack + "\\nat ".repeat(5e6); throw e',
        offence('threw Error: x'),
      ],
      ['a message that is long', 'throw new Error("x".repeat(5e6))', offence('threw Error: xxx')],
      ['a text that is long', 'throw "x".repeat(5e6)', offence('threw')],
      [
        'an error of ours again',
        'try { out.send("s9", { kind: "x" }) } catch (e) { e.offence = "late"; throw e }',
        offence(''),
      ],
      [
        'a look-alike of ours',
        'throw Object.assign(new Error("x"), { name: "Forbidden", offence: "clock" })',
        offence('threw Forbidden: x'),
      ],
      [
        'a look-alike by its prototype',
        'try { out.send("s9", { kind: "x" }) } catch (e) { const fake = Object.create(Object.getPrototypeOf(e)); throw fake }',
        offence(''),
      ],
      [
        'one of ours that is made anew',
        'try { out.send("s9", { kind: "x" }) } catch (e) { throw new e.constructor({ toString() { throw 1 } }, "x") }',
        offence(''),
      ],
      [
        'ours with an offence that is none',
        'try { Date.now() } catch (e) { Object.defineProperty(e, "offence", { get() { for (;;) {} } }); throw e }',
        offence(''),
      ],
      [
        'ours that cannot be read',
        'try { Date.now() } catch (e) { Object.defineProperty(e, "message", { get() { throw 1 } }); throw e }',
        offence('no clock'),
      ],
      [
        'NotPlain, made by hand',
        'try { structuredClone(() => 1) } catch (e) { throw new e.constructor("/x", "y") }',
        offence('threw NotPlain'),
      ],
      [
        'many errors in one',
        'throw new AggregateError([new Error("a")], "b", { cause: { get x() { throw 1 } } })',
        offence('threw AggregateError: b'),
      ],
    ]),
    ...attacksOf(
      inReceive,
      [
        [
          'a message that never returns',
          `class E extends Error { get message() { return ${backtrack} } }; throw new E()`,
          killed('time', ''),
        ],
        [
          'a stack that never returns',
          `const e = new Error(); e.stack = { toString() { return ${backtrack} } }; throw e`,
          killed('time', ''),
        ],
        [
          'a prototype that never returns',
          `throw new Proxy({}, { getPrototypeOf() { return ${backtrack} } })`,
          killed('time', ''),
        ],
        ['a value that never returns', `return { toJSON() { return ${backtrack} } }`, killed('time', '')],
      ],
      { limits: { silenceMsMax: 300 } },
    ),
  ],
}
