import { attacksOf, killed, offence, type Group } from '../attack.ts'
import { inReceive, withServer } from '../solutions.ts'

const heap = killed('memory', 'more than 48 MB of heap')
const resident = killed('memory', 'more than 250 MB of memory')

export const memory: Group = {
  name: 'memory of every kind',
  attacks: [
    ...attacksOf(
      inReceive,
      [
        ['lists', 'const kept = []; for (;;) kept.push(new Array(1e4).fill(0.5))', heap],
        [
          'texts',
          'const kept = []; for (let i = 0; ; i += 1) kept.push("x".repeat(1e5 + i).split(""))',
          heap,
        ],
        [
          'a map',
          'const kept = new Map(); for (let i = 0; ; i += 1) kept.set(i, new Array(1e3).fill(i))',
          heap,
        ],
        [
          'closures',
          'const kept = []; for (;;) { const l = new Array(1e4).fill(1.5); kept.push(() => l) }',
          heap,
        ],
        [
          'big integers',
          'const kept = []; for (let i = 1n; ; i += 1n) kept.push((1n << 2000000n) + i)',
          killed('memory', ''),
        ],
        ['a text that doubles', 'let t = "x"; for (;;) t += t', offence('Invalid string length')],
        [
          'a rope that is made flat',
          'let t = "x"; const kept = []; for (;;) { t = t.length > 2 ** 27 ? "x" : t + t; kept.push(t); JSON.stringify(t) }',
          killed('memory', ''),
        ],
        ['one huge list', 'new Array(2 ** 27).fill(1.5)', killed('memory', '')],
        ['buffers', 'const kept = []; for (;;) kept.push(new Uint8Array(2 ** 22).fill(1))', resident],
        [
          'a buffer that grows',
          'const b = new ArrayBuffer(8, { maxByteLength: 2 ** 31 }); b.resize?.(2 ** 31); new Uint8Array(b).fill(1)',
          killed('memory', ''),
        ],
        ['a buffer that is too large', 'new ArrayBuffer(2 ** 53 - 1)', offence('threw RangeError')],
        ['a list of JSON', 'JSON.parse(`[${"[],".repeat(5e6)}[]]`)', heap],
        [
          'symbols',
          'const kept = []; for (let i = 0; ; i += 1) kept.push(Symbol("x".repeat(1e5) + i).description.split(""))',
          heap,
        ],
      ],
      { limits: { heapMbMax: 48, rssMbMax: 250 } },
    ),
    ...attacksOf(
      (lines) =>
        withServer(
          '',
          `override receive(message, from, out) { ${lines}\nsuper.receive(message, from, out) }`,
        ),
      [
        [
          'a field that grows',
          'this.grown ??= []; for (let i = 0; i < 1e5; i += 1) this.grown.push(i)',
          killed('memory', ''),
        ],
        [
          'messages that grow',
          'out.send("vs", { kind: "Nothing", text: "x".repeat(9e5) })',
          killed('memory', ''),
        ],
        [
          'many large messages',
          'for (let i = 0; i < 900; i += 1) out.send("vs", { kind: "Nothing", i, text: "x".repeat(9e5) })',
          killed('memory', ''),
        ],
      ],
      { limits: { heapMbMax: 96, rssMbMax: 400 } },
    ),
  ],
}
