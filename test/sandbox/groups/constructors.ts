import { attacksOf, held, offence, unusable, type Group } from '../attack.ts'
import { inModule, inReceive } from '../solutions.ts'

const made = 'code that is made while it runs cannot be watched'
const tamed = 'is not a valid constructor'

/** Every way to text that is run: `Function` in its four kinds, `eval`, and objects of ours whose constructors lead there. */
export const constructors: Group = {
  name: 'constructors and eval',
  attacks: [
    ...attacksOf(inReceive, [
      ['Function', "Function('return process')().exit(0)", offence(made)],
      ['new Function', "new Function('return process')().exit(0)", offence(made)],
      ['constructor of a function', "(() => {}).constructor('return process')().exit(0)", offence(tamed)],
      ['constructor of a class', "(class {}).constructor('return process')().exit(0)", offence(tamed)],
      ['of a generator', "(function* () {}).constructor('yield process')().next()", offence(tamed)],
      ['of a built-in', "[].map.constructor('return process')().exit(0)", offence(tamed)],
      ['twice from an object', "({}).constructor.constructor('return process')().exit(0)", offence(tamed)],
      [
        'Reflect.construct',
        "Reflect.construct((() => {}).constructor, ['return process'])()",
        offence(tamed),
      ],
      ['indirect eval', "(0, eval)('process').exit(0)", offence(made)],
      ['direct eval', "eval('process.exit(0)')", offence(made)],
      ['eval by another name', "const run = eval; run('process.exit(0)')", offence(made)],
      ['eval of globalThis', "globalThis.eval?.('process.exit(0)')", held],
      ['constructor of out.send', "out.send.constructor('return process')().exit(0)", offence(tamed)],
      ['constructor of out', "out.constructor.constructor('return process')().exit(0)", offence(tamed)],
      [
        'constructor of the application',
        "this.app.constructor.constructor('return process')().exit(0)",
        offence(tamed),
      ],
      ['of app.execute', "this.app.execute.constructor('return process')().exit(0)", offence(tamed)],
      [
        'constructor of a message',
        "message.constructor.constructor('return process')().exit(0)",
        offence(tamed),
      ],
      [
        'constructor of an error of ours',
        `try { out.send(null, {}) } catch (error) { error.constructor.constructor('return process')().exit(0) }`,
        offence('expected the address of a node'),
      ],
      ['constructor of console.log', "console.log.constructor('return process')().exit(0)", offence(tamed)],
      ['constructor of Math.random', "Math.random.constructor('return process')()", offence(tamed)],
      [
        'call sites of a stack',
        `const { prepareStackTrace } = Error
         try {
           Error.prepareStackTrace = (_error, sites) => sites
           const sites = new Error().stack
           for (const site of sites) site.getFunction?.()?.constructor('return process')().exit(0)
         } catch (error) { if (!(error instanceof TypeError)) throw error }
         Error.prepareStackTrace = prepareStackTrace`,
        held,
      ],
      [
        'call sites by captureStackTrace',
        `const holder = {}
         Error.captureStackTrace?.(holder)
         if (Array.isArray(holder.stack)) holder.stack.at(-1).getThis().process.exit(0)`,
        held,
      ],
      [
        'arguments.callee.caller',
        '(function () { arguments.callee.caller.constructor("process.exit(0)")() })()',
        offence('threw TypeError'),
      ],
      ['caller of a function', 'const f = function () { return f.caller?.constructor }; f()', held],
    ]),
    ...attacksOf(inModule, [
      ['Function while the module loads', "new Function('process.exit(0)')()", unusable(made)],
      ['of an async function', "(async () => {}).constructor('process.exit(0)')()", unusable('')],
      ['of an async generator', "(async function* () {}).constructor('process.exit(0)')()", unusable('')],
    ]),
  ],
}
