import { attacksOf, held, offence, type Group } from '../attack.ts'
import { inReceive } from '../solutions.ts'

/** Runs the lines at the end of the stack, again and again while the stack unwinds. */
const atTheEnd = (lines: string): ReturnType<typeof inReceive> =>
  inReceive(`let tries = 60
    const deep = () => { try { deep() } catch {} if (tries-- > 0) { try { ${lines} } catch {} } }
    if (message.kind !== "ViewReply") deep()`)

/** Where our functions find no room, what was asked of them may be done by half. */
const byHalf = offence('the stack overflowed')

export const stacks: Group = {
  name: 'stack exhaustion and re-entry',
  attacks: [
    ...attacksOf(inReceive, [
      ['recursion', 'const f = () => f(); f()', offence('the stack overflowed')],
      ['recursion, caught', 'const f = () => f(); try { f() } catch {}', held],
      ['two functions', 'const f = () => g(); const g = () => f(); f()', offence('the stack overflowed')],
      ['a getter of itself', 'const o = { get x() { return this.x } }; o.x', offence('the stack overflowed')],
      [
        'toString of itself',
        'const o = { toString() { return "" + this } }; "" + o',
        offence('the stack overflowed'),
      ],
      ['a proxy of itself', 'const p = new Proxy({}, {}); Object.setPrototypeOf(p, p); p.x', offence('')],
      ['a class that makes itself', 'class A { x = new A() }; new A()', offence('the stack overflowed')],
      ['default parameters', 'const f = (x = f()) => x; f()', offence('the stack overflowed')],
      [
        'recursion in what is thrown',
        'class E extends Error { get message() { return this.message } }; throw new E()',
        offence(''),
      ],
      ['recursion that is thrown anew', 'const f = () => { try { f() } catch { f() } }; f()', offence('')],
      ['recursion in finally', 'const f = () => { try { f() } finally { f() } }; f()', offence('')],
      [
        'a look-alike of an overflow',
        'throw new RangeError("Maximum call stack size exceeded")',
        offence('the stack overflowed'),
      ],
      ['JSON that is deep', 'JSON.parse("[".repeat(1e5))', offence('threw')],
      [
        'a bound function many times',
        'let f = () => 1; for (let i = 0; i < 1e5; i += 1) f = f.bind(null); f()',
        held,
      ],
      ['flat without end', 'const a = []; a.push(a); a.flat(Infinity)', offence('')],
    ]),
    ...attacksOf(
      atTheEnd,
      [
        ['out.send at the end', 'out.send("vs", { kind: "Nothing", tries })', byHalf],
        ['out.send to itself at the end', 'out.send(this.self, { kind: "Nothing", tries })', byHalf],
        ['out.setTimer at the end', 'out.setTimer("x" + tries, 1e6)', byHalf],
        ['out.cancelTimer at the end', 'out.setTimer("x", 1e6); out.cancelTimer("x")', byHalf],
        ['app.execute at the end', 'this.app.execute({ op: "get", key: "x" })', byHalf],
        ['app.snapshot at the end', 'this.app.snapshot()', byHalf],
        ['app.restore at the end', 'this.app.restore(this.app.snapshot())', byHalf],
        ['console.log at the end', 'console.log({ a: [1] })', held],
      ],
      { by: 'failover' },
    ),
  ],
}
