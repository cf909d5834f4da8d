import { attacksOf, held, killed, offence, type Group } from '../attack.ts'
import { inReceive } from '../solutions.ts'

const noEnd = offence('it does not end')
const tooLong = killed('time', 'one handler did not return within 300 ms')

export const loops: Group = {
  name: 'endless loops, and built-ins that never return',
  attacks: [
    ...attacksOf(inReceive, [
      ['for', 'for (;;) {}', noEnd],
      ['for without a body', 'for (;;);', noEnd],
      ['while', 'while (true);', noEnd],
      ['do', 'do ; while (true)', noEnd],
      ['for of', 'for (const x of (function* () { for (;;) yield 1 })());', noEnd],
      ['for in of a proxy', 'for (const x in new Proxy({}, { ownKeys: () => { for (;;); } }));', noEnd],
      ['a label', 'again: for (;;) { continue again }', noEnd],
      ['labels that are left', 'a: for (;;) { b: for (;;) { continue a } }', noEnd],
      ['a switch in a loop', 'for (;;) switch (1) { case 1: continue }', noEnd],
      ['what catches all', 'for (;;) { try { for (;;) {} } catch {} }', noEnd],
      ['what catches all, without a block', 'for (;;) try { throw 1 } catch {}', noEnd],
      [
        'what catches all in finally',
        'const f = () => { for (;;) { try { return f() } finally { continue } } }; f()',
        offence(''),
      ],
      ['a loop around what is caught outside', 'try { for (;;) {} } catch {}', noEnd],
      ['a getter', 'const o = { get x() { for (;;); } }; o.x', noEnd],
      ['a generator', 'const g = (function* () { for (;;); })(); g.next()', noEnd],
      [
        'an iterator',
        'const i = { [Symbol.iterator]: () => i, next: () => ({ done: false }) }; for (const x of i);',
        noEnd,
      ],
      [
        'an iterator that is spread',
        'const i = { [Symbol.iterator]: () => i, next: () => ({ done: false }) }; Math.max(...i)',
        noEnd,
      ],
      ['yield* of itself', 'const g = function* () { yield* g() }; g().next()', offence('')],
      ['a comparator', '[2, 1].sort(() => { for (;;); })', noEnd],
      ['a list that grows while it is gone through', 'const l = [1]; for (const x of l) l.push(x)', noEnd],
      [
        'forEach of a set that grows',
        'const s = new Set([1]); let n = 1; s.forEach(() => { n += 1; s.add(n); s.delete(n - 1) })',
        noEnd,
      ],
      ['a replacer', '"a".replace(/a/, () => { for (;;); })', noEnd],
      ['a reviver', 'JSON.parse("[1]", () => { for (;;); })', noEnd],
      ['toJSON', 'JSON.stringify({ toJSON() { for (;;); } })', noEnd],
      ['a trap', 'new Proxy({}, { get() { for (;;); } }).x', noEnd],
      ['Symbol.toPrimitive', '+{ [Symbol.toPrimitive]() { for (;;); } }', noEnd],
      ['Symbol.hasInstance', '({}) instanceof { [Symbol.hasInstance]() { for (;;); } }', noEnd],
      [
        'Symbol.species',
        'class A extends Array { static get [Symbol.species]() { for (;;); } }; new A().map(() => 1)',
        noEnd,
      ],
      ['a tagged template', '((() => { for (;;); }))`x`', noEnd],
      ['a static block', 'class A { static { for (;;); } }', noEnd],
      ['a field', 'class A { x = (() => { for (;;); })() }; new A()', noEnd],
      ['a default value', '((x = (() => { for (;;); })()) => x)()', noEnd],
      ['Array.from with a function', 'Array.from({ length: 1e7 }, () => 1)', noEnd],
      ['exponential recursion', 'const f = (n) => (n < 1 ? 1 : f(n - 1) + f(n - 1)); f(64)', noEnd],
      [
        'two that call each other in loops',
        'const f = () => { for (let i = 0; i < 1e3; i += 1) g() }; const g = () => { for (let i = 0; i < 1e4; i += 1); }; f()',
        noEnd,
      ],
      ['close to the end of what is allowed', 'for (let i = 0; i < 9e4; i += 1);', held],
    ]),
    ...attacksOf(
      inReceive,
      [
        ['indexOf of what is long', '[].indexOf.call({ length: Number.MAX_SAFE_INTEGER }, 1)', tooLong],
        [
          'fill of what is long',
          '[].fill.call({ length: Number.MAX_SAFE_INTEGER }, 0, 0, 0); [].includes.call({ length: 2 ** 53 - 1 }, 1)',
          tooLong,
        ],
        ['lastIndexOf, caught', 'try { [].lastIndexOf.call({ length: 2 ** 53 - 1 }, 1) } catch {}', tooLong],
        ['join of what is sparse', 'new Array(2 ** 32 - 1).join()', offence('threw RangeError')],
        [
          'sort of what is sparse',
          'const l = new Array(2 ** 32 - 1); l[0] = 2; [].reverse.call({ length: 2 ** 53 - 1 })',
          tooLong,
        ],
        ['a regular expression', '/^(a+)+$/.test("a".repeat(64) + "!")', tooLong],
        ['one with references', '/^(a|a)*\\1b$/.test("a".repeat(64))', tooLong],
        ['one in split', '("a".repeat(64) + "!").split(/(a+)+$/)', tooLong],
        ['one in a sticky match', 'const e = /(x+x+)+y/y; e.exec("x".repeat(64))', tooLong],
        ['a power of big integers', '7n ** 9999999n * 3n ** 99999999n', killed('time', '')],
        ['a big integer as text', '(2n ** 100000000n).toString()', killed('time', '')],
        [
          'a set of what never ends',
          'new Set({ [Symbol.iterator]() { return this }, next: Object })',
          tooLong,
        ],
        [
          'destructuring by built-ins',
          'const i = { [Symbol.iterator]() { return this }, next: Object }; new Map([[1, 2]]); Object.fromEntries(new Set(i))',
          tooLong,
        ],
        ['padEnd', '"x".padEnd(2 ** 29 - 30).split("").join("")', killed('memory', '')],
      ],
      { limits: { silenceMsMax: 300, heapMbMax: 64, rssMbMax: 700 } },
    ),
  ],
}
