import { join } from 'node:path'
import type { Result } from '../../grade/class/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { colours, counted, print } from '../terminal.ts'

const namedMax = 10

/** Says where the results are and at which of them a person must look. Returns what the process ends with. */
export function tellResults(
  out: string,
  submissions: readonly { readonly key: string }[],
  read: (key: string) => Result,
): ExitCode {
  const faults: string[] = []
  const forPeople: string[] = []
  let hasHidden = false
  for (const { key } of submissions) {
    const { id, grade } = read(key)
    const undecided = grade.items.filter(({ verdict }) => verdict === 'undecided').length
    if (grade.status === 'fault') faults.push(id)
    else if (grade.status === 'cut short') forPeople.push(`${id} (cut short)`)
    else if (grade.status === 'graded' && undecided > 0) forPeople.push(`${id} (${undecided} undecided)`)
    if (grade.items.some(({ hidden, finding }) => hidden && finding !== null)) hasHidden = true
  }
  print(
    `${counted(submissions.length, 'submission')} graded: ${join(out, 'results.csv')}, ${join(out, 'results.json')}`,
  )
  // Without names: the log of a batch is read by many.
  if (hasHidden)
    print(
      `what private items lost: splitbrain replay ${join(out, 'hidden', 'NAME', 'ITEM.finding.json')} SUBMISSION --private FOLDER`,
    )
  if (forPeople.length > 0) print(`${colours.yellow('a person should look at:')} ${firstOf(forPeople)}`)
  if (faults.length === 0) return exitCodes.held
  print(`${colours.red('splitbrain itself has failed on:')} ${firstOf(faults)}; --resume tries them again`)
  return exitCodes.fault
}

function firstOf(names: readonly string[]): string {
  const more = names.length - namedMax
  return names.slice(0, namedMax).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
