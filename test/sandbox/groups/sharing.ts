import { attacksOf, broken, offence, type Group } from '../attack.ts'
import { fakingReplication } from '../solutions.ts'

/** Each line says where the table is that replicas would share: see `fakingReplication`. */
export const sharing: Group = {
  name: 'shared state between replicas',
  attacks: [
    ...attacksOf(
      fakingReplication,
      [
        ['a variable of the module', 'const table = new Map(); const shared = () => table', broken],
        ['a static field', 'class Table { static log = { } }; const shared = () => Table.log', broken],
        ['a static block', 'class T { static { this.kept = {} } }; const shared = () => T.kept', broken],
        ['a closure', 'const shared = (() => { const kept = {}; return () => kept })()', broken],
        ['a field of a function', 'const shared = () => (shared.kept ??= {})', broken],
        ['a default parameter', 'const shared = (a, b, c, kept = {}) => kept', broken],
        ['a field of the class', 'const shared = (node) => node.constructor', broken],
        ['the prototype of the class', 'const shared = (node) => Object.getPrototypeOf(node)', broken],
        ['the prototype of the reference', 'const shared = () => Server.prototype', broken],
        ['Object.prototype', 'const shared = () => Object.prototype', broken],
        ['Array.prototype', 'const shared = () => [].__proto__', broken],
        ['Function.prototype', 'const shared = () => (() => {}).__proto__', broken],
        ['a built-in function', 'const shared = () => Array.isArray', broken],
        ['Math', 'const shared = () => Math', broken],
        ['Math.random', 'const shared = () => Math.random', broken],
        ['console', 'const shared = () => console', broken],
        ['console.log', 'const shared = () => console.log', broken],
        ['structuredClone', 'const shared = () => structuredClone', broken],
        ['its prototype', 'const shared = () => structuredClone.prototype', broken],
        ['globalThis', 'const shared = () => globalThis', offence('nodes share nothing')],
        ['the prototype of globalThis', 'const shared = () => Object.getPrototypeOf(globalThis)', broken],
        ['eval', 'const shared = () => eval', broken],
        [
          'JSON and Reflect',
          'const shared = () => { try { JSON.log = []; return JSON } catch { return Reflect } }',
          broken,
        ],
        ['a name that was not declared', 'const shared = () => { kept = {}; return kept }', broken],
        ['the registry of symbols', 'const shared = () => Symbol.for("table")', broken],
        ['a well-known symbol', 'const shared = () => Object(Symbol.iterator)', broken],
        [
          'a WeakMap by a shared key',
          'const kept = new WeakMap(); const shared = () => kept.get(Array) ?? kept.set(Array, {}).get(Array)',
          broken,
        ],
        ['a template object', 'const tag = (strings) => strings; const shared = () => tag`x`', broken],
        ['its raw strings', 'const tag = (strings) => strings.raw; const shared = () => tag`x`', broken],
        ['a regular expression', 'const expression = /x/g; const shared = () => expression', broken],
        [
          'statics of RegExp',
          'const shared = () => ({ get log() { try { return JSON.parse(RegExp.input ?? RegExp["$_"]) } catch { return { length: 0, push(x) { /.*/.exec(JSON.stringify([x])) } } } } })',
          broken,
        ],
        ['an iterator prototype', 'const shared = () => [][Symbol.iterator]().__proto__', broken],
        ['a generator prototype', 'function* g() {}; const shared = () => g.prototype', broken],
        [
          'the prototype of generators',
          'const shared = () => Object.getPrototypeOf(function* () {}).prototype',
          broken,
        ],
        ['the prototype of errors', 'const shared = () => Error.prototype', broken],
        ['out', 'const shared = (node, message, out) => out ?? {}', broken],
        ['out kept', 'let kept; const shared = (node, message, out) => (kept ??= out)', broken],
        ['the functions of out', 'const shared = (node, message, out) => out?.send ?? {}', broken],
        ['the prototype of out', 'const shared = (node, message, out) => Object.getPrototypeOf(out)', broken],
        ['the application', 'const shared = (node) => node.app', broken],
        ['functions of the application', 'const shared = (node) => node.app.execute', broken],
        [
          'the prototype of the application',
          'const shared = (node) => Object.getPrototypeOf(node.app)',
          broken,
        ],
        ['the state in a snapshot', 'const shared = (node) => node.app.snapshot().state', broken],
        [
          'a message kept by who sent it',
          'let kept; const shared = (node, message) => (kept ??= message ?? {})',
          broken,
        ],
        [
          'an error of ours',
          'const shared = (node, message, out) => { try { node.app.restore(null) } catch (error) { return error.constructor } }',
          broken,
        ],
        [
          'its prototype',
          'const shared = (node) => { try { structuredClone(() => {}) } catch (error) { return Object.getPrototypeOf(error) } }',
          broken,
        ],
        [
          'the error itself',
          'const shared = (node) => { try { node.app.restore({}) } catch (error) { return error } }',
          broken,
        ],
        [
          'a list that says what its copy is',
          `const carrier = []
           Object.defineProperty(carrier, 'constructor', { value: { [Symbol.species]: function () { return carrier } } })
           carrier.push(undefined)
           const shared = (node, message) => { if (message?.kind === 'Transfer') node.found = 1; return message?.carried ?? carrier }`,
          broken,
        ],
        [
          'a contract value',
          'import { timing } from "splitbrain/primary-backup"; const shared = () => timing',
          broken,
        ],
        ['arguments of the module', 'const args = arguments; const shared = () => args', broken],
        ['this of the module', 'const self = this; const shared = () => self', broken],
        ['a class that is an array', 'class T extends Array {}; const shared = () => T', broken],
        [
          'a file of the solution',
          'import * as all from "./solution.ts"; const shared = () => all.default',
          broken,
        ],
        [
          'a proxy for everything',
          'const shared = () => new Proxy({}, { get: (t, k) => globalThis[k], set: (t, k, v) => Reflect.set(globalThis, k, v) })',
          offence('nodes share nothing'),
        ],
        ['a buffer', 'const bytes = new ArrayBuffer(64); const shared = () => bytes', broken],
        ['the stack of an error', 'const shared = () => Error.captureStackTrace ?? {}', broken],
        ['Iterator', 'const shared = () => globalThis.Iterator?.prototype', broken],
        ['a typed array', 'const shared = () => Object.getPrototypeOf(Uint8Array)', broken],
      ],
      { by: 'lost' },
    ),
  ],
}
