import type { Command } from 'commander'
import {
  lockFolder,
  merge,
  openJournal,
  openResults,
  planOf,
  readPlan,
  writeResults,
  type ShardResults,
} from '../../grade/class/index.ts'
import { tellResults } from '../class/tell.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { colours, toStderr } from '../terminal.ts'

export function addMerge(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  program
    .command('merge')
    .summary('put the shards of a class together')
    .description(
      'Takes the folders in which the shards of one class were graded (`splitbrain grade … --shard K/N --out FOLDER`) and ' +
        'writes the results that one machine would have written, byte for byte.',
    )
    .argument('<folders...>', 'one for each shard')
    .requiredOption('--out <folder>', 'for the results of the whole class; not there yet, or empty')
    .addHelpText(
      'after',
      '\nExit codes: 0 all there · 2 unreadable, or no results of a class · 5 submissions missing or in conflict, by name ·\n' +
        '            70 splitbrain had failed on some\n' +
        '\nExample:\n  $ splitbrain merge results-*/ --out results/',
    )
    .action((folders: string[], { out }: { out: string }) =>
      run(() => Promise.resolve(mergeCommand(folders, out))),
    )
}

function mergeCommand(folders: readonly string[], out: string): ExitCode {
  const [first, ...others] = folders.map(opened)
  // Commander asks for one at least.
  if (first === undefined) return exitCodes.usage
  const merged = merge([first, ...others])
  if (merged.kind === 'impossible') {
    const { missing, conflicts } = merged
    for (const line of [...conflicts, ...missing]) toStderr(`${colours.red('✗')} ${line}\n`)
    toStderr(`nothing was written to ${out}\n`)
    return exitCodes.incomplete
  }
  const { submissions, read } = merged
  const plan = planOf({ ...first.plan, submissions }, null)
  const lock = lockFolder(out)
  try {
    const journal = openResults(out, plan, 'impossible')
    for (const { key } of submissions) journal.append(read(key))
    writeResults(out, plan, read)
    return tellResults(out, submissions, read)
  } finally {
    lock.release()
  }
}

function opened(folder: string): ShardResults {
  const plan = readPlan(folder)
  const journal = openJournal(folder)
  return { folder, plan, read: (key) => journal.read(key) }
}
