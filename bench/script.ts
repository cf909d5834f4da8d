import { exit } from 'node:process'
import { Command } from 'commander'
import { exitCodes } from '../src/cli/exit-codes.ts'

/**
 * A script of this repository, by what is typed to call it: its options are declared on it, and `--help` tells them. What is
 * mistyped ends it as it ends `splitbrain`; `error` of the command says what is found out later.
 */
export function script(call: string, about: string): Command {
  return new Command(call)
    .description(about)
    .showHelpAfterError(`(${call} --help shows what there is)`)
    .exitOverride(({ exitCode }) => exit(exitCode === 0 ? exitCodes.held : exitCodes.usage))
}

/** For an option that is a list: `P2,B1`. */
export function listed(text: string): readonly string[] {
  return text.split(',').filter((name) => name !== '')
}
