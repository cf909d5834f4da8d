import { attacksOf, held, killed, offence, unusable, type Group } from '../attack.ts'
import { alone, inModule, inReceive } from '../solutions.ts'

const noEnd = offence('it does not end')

/** What reaches for the checks that are put into a solution, or leaves the function around it. */
export const texts: Group = {
  name: 'texts that reach out of themselves',
  attacks: [
    ...attacksOf(inReceive, [
      ['the meter by its name', '$watchMeter[0] = 1e9; for (;;);', offence('threw')],
      [
        'the meter by an escaped name',
        '\\u0024watchMeter[0] = 1e9; for (;;) \\u0024watchMeter[0] = 1e9',
        offence('threw'),
      ],
      ['the meter by another escape', '\\u{24}watchMeter[0] = 1e9; for (;;);', offence('threw')],
      ['the meter by the name it has then', 'for (;;) { try { $watch_Meter[0] = 1e9 } catch {} }', noEnd],
      ['a text that has all its names', '"$watch $watch_ $watch__ $watchMeter"; for (;;);', noEnd],
      ['another function for spent fuel', 'const $watchSpent = () => {}; for (;;);', noEnd],
      ['another one, by an escaped name', 'const \\u0024watchSpent = () => {}; for (;;);', noEnd],
      ['a variable named like the meter', 'const $watchMeter = [1e12]; for (;;);', noEnd],
      ['a parameter named like the meter', '((\\u0024watchMeter) => { for (;;); })([1e12])', noEnd],
      ['arguments of the function around it', '(function () { return arguments })().length', held],
      ['a keyword that is escaped', 'wh\\u0069le (true);', unusable('')],
      ['async that is escaped', 'const f = \\u0061sync () => {}; f()', unusable('')],
      ['a line that ends oddly', '/* \\u2028 */ for (;;);\u2028', noEnd],
      ['a comment that is a script', '// </script><!-- -->\n', held],
      ['the text of an HTML comment', 'const t = "<!" + "-- -->"; t', held],
      ['a text with an HTML comment', 'const t = "<!-- x -->"; t.length', held],
      ['a text that looks like an import', 'const t = "import(1)"; t.length', held],
      ['a text that looks like eval', 'const t = "eval(1)"; t.length', held],
      ['a template that looks like an import', 'const t = `import (1) ${1} <!--`; t.length', held],
      ['toString of a function', '(() => { for (;;); }).toString()', held],
      ['toString of its own handler', 'this.receive.toString().slice(0, 9)', held],
      ['new.target and import.meta', '(function () { return new.target })()', held],
    ]),
    ...attacksOf(inModule, [
      ['a way out of the function around it', 'var a; })();process.exit(0);(function(){', unusable('')],
      ['a name that the bundle has', 'var splitbrainExports = { default: 1 }', held],
      ['a comment that names another file', '//# sourceURL=/etc/passwd', held],
      [
        'a map in the text',
        '//# sourceMappingURL=data:application/json,{"version":3,"sources":["/etc/passwd"],"mappings":"AAAA"}',
        held,
      ],
      ['with', 'with ({}) {}', unusable('')],
      [
        'a name of ours in the source map',
        'throw new Error("splitbrain-contract:1:1")',
        unusable('splitbrain-contract'),
      ],
      ['octals', 'var x = 010', unusable('')],
      ['private names', 'class A { #x = 1 } new A()', unusable('#x')],
      [
        'private names, tested',
        'class A { static has(a) { return #x in a } #x = 1 } A.has(new A())',
        unusable('#x'),
      ],
      ['decorators', 'const d = () => {}; @d class A {}', held],
      ['an accessor', 'class A { accessor x = 1 } new A()', unusable('')],
      ['an enum that is merged', 'enum E { A = 1 } ; enum E { B = 2 }', held],
      ['a label named like a keyword', 'yield: for (;;) break yield', unusable('')],
      ['deep nesting', `const x = ${'['.repeat(300)}${']'.repeat(300)}`, held],
      [
        'deeper nesting than a parser can take',
        `globalThis.x ?? ${'['.repeat(20_000)}1${']'.repeat(20_000)}`,
        unusable(''),
      ],
      ['deep blocks', `${'{'.repeat(20_000)}${'}'.repeat(20_000)}`, unusable('')],
      ['a long chain', `const x = 1${'+1'.repeat(1_000)}; x`, held],
      ['a huge text', `const x = "${'x'.repeat(2_100_000)}"; x`, unusable('at most')],
      [
        'many functions',
        Array.from({ length: 5_000 }, (_, i) => `const f${i} = () => ${i}`).join('\n'),
        held,
      ],
      ['Unicode in names', 'const ａ = 1, \\u{61}b = 2, 变量 = 3; globalThis.ｐrocess', held],
    ]),
    ...attacksOf(alone, [
      ['a hashbang', '#!/usr/bin/env node\nprocess.exit(0)', unusable('')],
      ['no export', 'export const a = 1\n', unusable('expected a default export')],
      ['a getter for an export', 'export default { get viewServer() { for (;;); } }\n', unusable('')],
      ['a proxy for an export', 'export default new Proxy({}, { get() { throw 1 } })\n', unusable('')],
      [
        'classes that are proxies',
        'export default new Proxy({}, { get: () => new Proxy(class {}, { get() { throw 1 } }) })\n',
        unusable(''),
      ],
      [
        'classes with hostile names',
        'class A { static name = { toString() { for (;;); } } }\nexport default { viewServer: A, server: A, client: A }\n',
        unusable(''),
      ],
      [
        'prototypes without end',
        'const p = new Proxy({}, { getPrototypeOf: () => p }); function A() {}; A.prototype = p\nexport default { viewServer: A, server: A, client: A }\n',
        unusable(''),
      ],
      ['an export that waits', 'export default { then(done) { done() } }\n', unusable('')],
    ]),
    ...attacksOf(
      alone,
      [
        [
          'an export that never returns',
          'export default { get viewServer() { return /^(a+)+$/.test("a".repeat(64) + "!") } }\n',
          killed('time', ''),
        ],
      ],
      { limits: { silenceMsMax: 300, wallMsMax: 5_000 } },
    ),
  ],
}
