import { attacksOf, held, offence, unusable, type Group } from '../attack.ts'
import { inModule, inReceive } from '../solutions.ts'

const noMachine = 'what it gives differs from machine to machine'

export const exits: Group = {
  name: 'exit and signals',
  attacks: [
    ...attacksOf(inReceive, [
      ['process.exit', 'process.exit(0)', offence(`process.exit(): ${noMachine}`)],
      ['process.exit, caught', 'try { process.exit(0) } catch {}', offence(noMachine)],
      ['a signal to the grader', "process.kill(process.ppid, 'SIGKILL')", offence(noMachine)],
      ['process.abort', 'process.abort()', offence(noMachine)],
      ['process.reallyExit', 'process.reallyExit(0)', offence(noMachine)],
      ['process of globalThis', 'globalThis.process.exit(0)', offence(noMachine)],
      ['process by its name in pieces', "globalThis['pro' + 'cess'].exit(0)", offence(noMachine)],
      ['global and self', 'global.process?.exit(0); self.process?.exit(0)', offence(noMachine)],
      ['require', "require('node:process').exit(0)", unusable('a module of Node')],
      ['module.constructor._load', "module.constructor._load('process').exit(0)", offence('modules')],
      ['process.mainModule', "process.mainModule.require('child_process')", offence(noMachine)],
      ['process.binding', "process.binding('spawn_sync')", offence(noMachine)],
      ['a listener for exit', "process.on('exit', () => { process.exitCode = 0 })", offence(noMachine)],
      ['an exit code', 'process.exitCode = 0', offence(noMachine)],
      ['this of a sloppy function', '(function () { this?.process.exit(0) })()', held],
    ]),
    ...attacksOf(inModule, [
      ['process.exit while the module loads', 'process.exit(0)', unusable(noMachine)],
      ['process.exit, caught, while it loads', 'try { process.exit(0) } catch {}', unusable(noMachine)],
    ]),
  ],
}
