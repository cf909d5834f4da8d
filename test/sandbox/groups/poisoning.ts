import { attacksOf, held, offence, unusable, type Group } from '../attack.ts'
import { inModule, inReceive } from '../solutions.ts'

const frozen = 'threw TypeError'

export const poisoning: Group = {
  name: 'poisoned built-ins and prototypes',
  attacks: [
    ...attacksOf(inReceive, [
      ['a field of Object.prototype', 'Object.prototype.kind = "Reply"', offence(frozen)],
      ['__proto__ of a literal', '({}).__proto__.kind = "Reply"', offence(frozen)],
      ['__proto__ of a message', 'message.__proto__.polluted = 1', offence(frozen)],
      ['Array.prototype.push', 'Array.prototype.push = function () { return 0 }', offence(frozen)],
      ['Map.prototype.get', 'Map.prototype.get = () => undefined', offence(frozen)],
      ['JSON.stringify', 'JSON.stringify = () => "{}"', offence(frozen)],
      ['Object.keys', 'Object.keys = () => []', offence(frozen)],
      [
        'Object.defineProperty on a prototype',
        'Object.defineProperty(Array.prototype, Symbol.iterator, { value: null })',
        offence(frozen),
      ],
      [
        'the iterator of arrays',
        '[][Symbol.iterator]().__proto__.next = () => ({ done: true })',
        offence(frozen),
      ],
      ['prototype of generators', '(function* () {})().__proto__.__proto__.next = null', offence(frozen)],
      [
        'Symbol.hasInstance of Error',
        'Object.defineProperty(Error, Symbol.hasInstance, { value: () => 1 })',
        offence(frozen),
      ],
      ['the call of functions', '(() => {}).__proto__.call = () => 1', offence(frozen)],
      [
        'a setter on Object.prototype',
        '({}).__defineSetter__.call(Object.prototype, "times", () => {})',
        offence(frozen),
      ],
      ['Object.setPrototypeOf', 'Object.setPrototypeOf(Object.prototype, { kind: 1 })', offence(frozen)],
      [
        'Error.prepareStackTrace',
        'Error.prepareStackTrace = () => "forged"; if (new Error("x").stack === "forged") throw 1',
        held,
      ],
      ['Error.stackTraceLimit', 'try { Error.stackTraceLimit = 0 } catch {}', held],
      ['the reading of messages, caught', 'try { Map.prototype.set = null } catch {}', held],
      ['console', 'console.log = () => {}', offence(frozen)],
      ['Math', 'Math.max = () => 0', offence(frozen)],
      ['globalThis', 'globalThis.Map = null', offence('nodes share nothing')],
      ['undefined', 'globalThis.undefined = 1', offence('nodes share nothing')],
      ['a name of the harness', 'Object = null', held],
      ['what is forbidden', 'Date.now = () => 0', offence('a node has no clock')],
      ['prototype of what is forbidden', 'Promise.prototype.then = null', offence('')],
      ['toJSON for all', 'Object.prototype.toJSON = () => ({ kind: "played", turns: [] })', offence(frozen)],
      ['then for all', 'Object.prototype.then = (done) => done()', offence(frozen)],
    ]),
    ...attacksOf(inModule, [
      ['Object.prototype while it loads', 'Object.prototype.kind = 1', unusable('TypeError')],
      [
        'a getter for all while it loads',
        'Array.prototype.__defineGetter__("0", () => 1)',
        unusable('TypeError'),
      ],
    ]),
  ],
}
