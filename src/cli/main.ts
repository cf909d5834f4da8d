#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { BadClass } from '../grade/class/index.ts'
import { addCheck } from './commands/check.ts'
import { addExplore } from './commands/explore.ts'
import { addGrade } from './commands/grade.ts'
import { addHunt } from './commands/hunt.ts'
import { addInit } from './commands/init.ts'
import { addMerge } from './commands/merge.ts'
import { addReplay } from './commands/replay.ts'
import { addRubric } from './commands/rubric.ts'
import { addScenario } from './commands/scenario.ts'
import { exitCodes, UsageError, type ExitCode } from './exit-codes.ts'
import { colours, toStderr } from './terminal.ts'

const program = new Command('splitbrain')
  .description('Finds, shrinks, explains and grades mistakes in primary/backup replication.')
  .version(version())
  .showHelpAfterError('(splitbrain --help, or splitbrain COMMAND --help, shows what there is)')
  .exitOverride()
  .addHelpText(
    'after',
    '\nExit codes: 0 all held · 1 violated · 2 usage or unreadable input · 3 undecided or vacuous ·\n' +
      '            4 solution unusable · 5 submissions missing or in conflict · 70 fault of splitbrain itself ·\n' +
      '            130 stopped by a signal\n' +
      '\nExamples:\n  $ splitbrain init my-solution\n  $ splitbrain grade my-solution/solution.ts\n' +
      '  $ splitbrain check etcd_000.log',
  )

const commands = [
  addGrade,
  addMerge,
  addHunt,
  addExplore,
  addReplay,
  addCheck,
  addScenario,
  addRubric,
  addInit,
]
for (const add of commands) {
  add(program, run)
}
for (const command of program.commands) {
  command.exitOverride().showHelpAfterError(`(splitbrain ${command.name()} --help shows what there is)`)
}

// A reader that has seen enough, such as `head`, is no failure: what was begun is done, and its exit code counts.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    toStderr(`${colours.red('error:')} cannot write what there is to say: ${error.message}\n`)
    // The verdict may have got lost: none of its codes would be true.
    process.exit(exitCodes.fault)
  })
}

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = codeOfError(error)
}

async function run(act: () => Promise<ExitCode>): Promise<void> {
  process.exitCode = await act()
}

function codeOfError(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.held : exitCodes.usage
  if (error instanceof UsageError || error instanceof BadClass) {
    toStderr(`${colours.red('error:')} ${error.message}\n`)
    return exitCodes.usage
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  toStderr(`${colours.red('splitbrain itself has failed; this is no fault of the solution:')}\n${trace}\n`)
  return exitCodes.fault
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown'
}
