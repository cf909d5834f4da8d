import { attacksOf, held, killed, offence, unusable, type Group } from '../attack.ts'
import { inModule, inReceive } from '../solutions.ts'

const noWaiting = 'a handler does everything before it returns'

const asked = 'the application was asked more than 10000 times'
const askedAtLength = 'more than 10000000 characters of commands and snapshots'

export const floods: Group = {
  name: 'floods, promises, threads and networks',
  attacks: [
    ...attacksOf(inReceive, [
      [
        'sends',
        'for (let i = 0; i < 2e3; i += 1) out.send("vs", { kind: "Nothing", i })',
        offence('more than 1000 messages from one handler'),
      ],
      [
        'sends, caught',
        'for (let i = 0; i < 2e3; i += 1) try { out.send("vs", { kind: "Nothing", i }) } catch {}',
        offence('more than 1000 messages'),
      ],
      [
        'timers',
        'for (let i = 0; i < 1e5; i += 1) out.setTimer("x" + i, 1e9)',
        offence('more than 1000 timers'),
      ],
      [
        'one timer',
        'for (let i = 0; i < 2e4; i += 1) out.setTimer("x", 1e9)',
        offence('more than 1000 timers'),
      ],
      ['executions', 'for (;;) this.app.execute({ op: "get", key: "x" })', offence(asked)],
      ['decisions', 'for (;;) this.app.decide({ op: "get", key: "x" })', offence(asked)],
      ['snapshots', 'for (;;) this.app.snapshot()', offence(asked)],
      ['snapshots, caught', 'for (;;) try { this.app.snapshot() } catch { break }', offence(asked)],
      [
        'snapshots that are restored',
        'for (;;) this.app.restore(this.app.snapshot())',
        offence('solution.ts:3'),
      ],
      [
        'executions of long commands',
        'for (;;) this.app.execute({ op: "get", key: "x".repeat(9e5) })',
        offence(askedAtLength),
      ],
      ['lines of the console', 'for (let i = 0; i < 1e3; i += 1) console.log("x".repeat(1e3))', held],
      ['a promise', 'Promise.resolve().then(() => {})', offence(noWaiting)],
      ['new Promise', 'new Promise(() => {})', offence(noWaiting)],
      ['an async function', '(async () => {})()', offence(noWaiting)],
      ['a promise by an async generator', '(async function* () {})().next()', offence('')],
      ['await', 'const f = async () => { await null; out.send("vs", {}) }; f()', offence(noWaiting)],
      ['the promise of a built-in', 'globalThis.Array.fromAsync?.([1])', held],
      ['then of a promise of a built-in', 'Array.fromAsync?.([1]).then(() => { for (;;); })', held],
      ['queueMicrotask', 'queueMicrotask(() => { for (;;); })', offence('')],
      ['setTimeout', 'setTimeout(() => {}, 1)', offence('use out.setTimer')],
      ['setImmediate', 'setImmediate(() => {})', offence('use out.setTimer')],
      ['a WeakRef', 'new WeakRef({})', offence('collected')],
      ['fetch', 'fetch("http://127.0.0.1")', offence('by out.send')],
      ['WebSocket', 'new WebSocket("ws://127.0.0.1")', offence('by out.send')],
      ['XMLHttpRequest', 'new XMLHttpRequest()', offence('threw')],
      ['WebAssembly', 'new WebAssembly.Memory({ initial: 1 })', offence('WebAssembly')],
      ['SharedArrayBuffer', 'new SharedArrayBuffer(8)', offence('shares no memory')],
      [
        'SharedArrayBuffer by another name',
        'new globalThis["Shared" + "ArrayBuffer"](8)',
        offence('shares no memory'),
      ],
      ['Atomics', 'Atomics.wait(new Int32Array(1), 0, 0)', offence('shares no memory')],
      ['Worker', 'new Worker("data:text/javascript,")', offence('')],
      ['BroadcastChannel', 'new BroadcastChannel("x")', offence('shares no memory')],
      ['the clock', 'Date.now()', offence('a node has no clock')],
      ['the clock of a file', 'new File([], "x").lastModified', offence('')],
      ['chance', 'Math.random()', offence('no randomness')],
      ['chance by crypto', 'crypto.randomUUID()', offence('no randomness')],
      ['the language of the machine', 'new Intl.DateTimeFormat().format()', offence('machine')],
      ['the language of the machine in texts', '(1234.5).toLocaleString()', held],
    ]),
    ...attacksOf(
      inModule,
      [
        ['await in the module', 'await null', unusable('await outside of a function')],
        ['a promise in the module', 'try { Promise.resolve() } catch {}', unusable(noWaiting)],
        ['a loop in the module', 'for (;;);', unusable('it does not end')],
        [
          'a built-in that never returns in the module',
          '/^(a+)+$/.test("a".repeat(64) + "!")',
          killed('time', ''),
        ],
        [
          'memory in the module',
          'const kept = []; for (;;) kept.push(new Array(1e4).fill(0.5))',
          killed('memory', ''),
        ],
      ],
      { limits: { silenceMsMax: 300, heapMbMax: 64 } },
    ),
  ],
}
