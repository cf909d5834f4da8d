import { attacksOf, held, offence, type Group } from '../attack.ts'
import { inReceive } from '../solutions.ts'

const send = (message: string): string => `out.send("vs", ${message})`
const plain = 'expected plain data'

export const messages: Group = {
  name: 'messages that are no plain data',
  attacks: attacksOf(
    inReceive,
    [
      ['a getter', send('{ kind: "Nothing", get x() { return 1 } }'), held],
      ['a getter that throws', send('{ kind: "Nothing", get x() { throw null } }'), offence('threw null')],
      [
        'a kind that changes from look to look',
        'let n = 0; ' + send('{ get kind() { return ["GetView", "Ping", 7][n++ % 3] } }'),
        offence(''),
      ],
      [
        'a field that changes from look to look',
        'let n = 0; ' + send('{ kind: "Nothing", get x() { return n++ ? () => 1 : 1 } }'),
        held,
      ],
      [
        'a getter that sends',
        send('{ kind: "Nothing", get x() { out.send("vs", { kind: "Nothing" }); return 1 } }'),
        held,
      ],
      [
        'a getter that sends without end',
        `const again = () => { ${send('{ kind: "Nothing", get x() { again(); return 1 } }')} }; again()`,
        offence(''),
      ],
      ['a proxy', send('new Proxy({ kind: "Nothing" }, {})'), held],
      [
        'a proxy with changing keys',
        'let n = 0; ' + send('new Proxy({ kind: "Nothing" }, { ownKeys: () => (n++ ? [] : ["kind"]) })'),
        offence('expected a message'),
      ],
      [
        'a proxy that throws',
        send('new Proxy({ kind: "Nothing" }, { ownKeys() { throw new Error("no") } })'),
        offence('threw Error: no'),
      ],
      [
        'a proxy whose prototype lies',
        send('new Proxy(new (class A { kind = "GetView" })(), { getPrototypeOf: () => Object.prototype })'),
        held,
      ],
      [
        'a revoked proxy',
        'const { proxy, revoke } = Proxy.revocable({ kind: "x" }, {}); revoke(); ' + send('proxy'),
        offence(''),
      ],
      [
        'a proxy with a million keys',
        send(
          'new Proxy({ kind: "Nothing" }, { ownKeys: () => Array.from({ length: 1e6 + 1 }, (_, i) => "k" + i), getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }), get: (t, k) => t[k] ?? 1 })',
        ),
        offence(''),
      ],
      [
        'a cycle',
        'const m = { kind: "Nothing" }; m.m = m; ' + send('m'),
        offence('a cycle, or data more than 64 deep'),
      ],
      ['toJSON', send('{ kind: "Nothing", toJSON: () => ({ kind: "Ping" }) }'), offence(plain)],
      ['valueOf', send('{ kind: "Nothing", valueOf: () => 1 }'), offence(plain)],
      ['then', send('{ kind: "Nothing", then(done) { done() } }'), offence(plain)],
      ['a symbol for a key', send('{ kind: "Nothing", [Symbol("x")]: 1 }'), held],
      ['a symbol for a value', send('{ kind: "Nothing", x: Symbol("x") }'), offence(plain)],
      ['a big integer', send('{ kind: "Nothing", x: 1n }'), offence(plain)],
      ['an instance', send('{ kind: "Nothing", x: new (class A {})() }'), offence('an instance of')],
      [
        'an instance whose constructor throws when it is named',
        send('{ kind: "Nothing", x: new (class A { get ["constructor"]() { throw 1 } })() }'),
        offence(''),
      ],
      [
        'an instance whose constructor has a hostile name',
        send('{ kind: "Nothing", x: new (class A { static name = { toString() { throw 1 } } })() }'),
        offence(''),
      ],
      [
        'a kind that is an object',
        send('{ kind: { toString: () => "GetView" } }'),
        offence('expected a message'),
      ],
      ['no kind', send('{}'), offence('expected a message')],
      ['nothing', send('null'), offence('expected a message')],
      [
        'deep',
        'let m = 1; for (let i = 0; i < 1e5; i += 1) m = [m]; ' + send('{ kind: "Nothing", m }'),
        offence('64 deep'),
      ],
      [
        'a map of itself',
        'const m = new Map(); m.set(m, m); ' + send('{ kind: "Nothing", m }'),
        offence('64 deep'),
      ],
      [
        'a map that is another',
        send('{ kind: "Nothing", m: Object.setPrototypeOf({}, Map.prototype) }'),
        offence(''),
      ],
      [
        'a map with its own iterator',
        'const m = new Map([[1, 2]]); m[Symbol.iterator] = function* () { for (;;) yield [1, () => 1] }; ' +
          send('{ kind: "Nothing", m }'),
        offence(''),
      ],
      [
        'a list with its own map',
        'const l = [1, undefined]; Object.defineProperty(l, "map", { value: () => ({ forged: () => 1 }) }); ' +
          send('{ kind: "Nothing", l }'),
        held,
      ],
      [
        'a list of its own species',
        'class L extends Array { static get [Symbol.species]() { return Map } }; ' +
          send('{ kind: "Nothing", l: L.from([undefined]) }'),
        held,
      ],
      [
        'a list that is long and empty',
        send('{ kind: "Nothing", l: new Array(2 ** 31) }'),
        offence('more than 1000000'),
      ],
      ['a long text', send('{ kind: "Nothing", t: "x".repeat(2e6) }'), offence('more than 1000000')],
      [
        'many fields',
        send(
          '{ kind: "Nothing", t: Object.fromEntries(Array.from({ length: 3e5 }, (_, i) => [i, "abcd"])) }',
        ),
        offence('more than 1000000'),
      ],
      ['__proto__ as a field', send('JSON.parse(\'{"kind":"GetView","__proto__":{"kind":"Ping"}}\')'), held],
      [
        'names that the encoding uses',
        send('{ kind: "Nothing", $map: [1], $set: 2, $undefined: true, $number: "x" }'),
        held,
      ],
      ['a number that is none', send('{ kind: "Nothing", a: NaN, b: -0, c: Infinity, d: undefined }'), held],
      ['half a character', send('{ kind: "Nothing", t: "\\ud800" }'), held],
      ['a kind with line breaks', send('{ kind: "a\\nb\\u2028c\\u0000" }'), held],
      [
        'a kind that moves the cursor',
        'throw new Error("\\u001b[2J\\u009b31m all passed")',
        offence('all passed'),
      ],
      ['arguments missing', 'out.send()', offence('expected the address')],
      [
        'an address that is an object',
        'out.send({ toString: () => "vs" }, { kind: "Nothing" })',
        offence('expected the address'),
      ],
      [
        'an address that cannot be shown',
        'out.send({ toString() { throw 1 } }, { kind: "Nothing" })',
        offence(''),
      ],
      [
        'an address that is a symbol',
        'out.send(Symbol("vs"), { kind: "Nothing" })',
        offence('expected the address'),
      ],
      ['an address that has no prototype', 'out.send(Object.create(null), { kind: "Nothing" })', offence('')],
      [
        'an address that never ends',
        'out.send({ toString() { for (;;) {} } }, { kind: "Nothing" })',
        offence(''),
      ],
    ],
    { limits: { silenceMsMax: 1_000 } },
  ),
}
