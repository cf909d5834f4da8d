import { exit, stdout } from 'node:process'
import { script } from '../../bench/script.ts'
import { wrongIn } from './compare.ts'
import { examine } from './examine.ts'
import { groups } from './groups/index.ts'

const { group: words } = script(
  'npm run sandbox --',
  'Lets every hostile solution be examined, prints what came of each, and exits with 1 when one came to anything else ' +
    'than it must. Needs what `npm run prepare` builds.',
)
  .option(
    '--group <words>',
    `only groups with these words in their names: ${groups.map(({ name }) => name).join('; ')}`,
    '',
  )
  .parse()
  .opts<{ readonly group: string }>()

let attacks = 0
let wrongs = 0
for (const group of groups.filter(({ name }) => name.includes(words))) {
  stdout.write(`\n${group.name} (${group.attacks.length})\n`)
  for (const attack of group.attacks) {
    const result = await examine(attack)
    const wrong = wrongIn(attack, result)
    attacks += 1
    if (wrong !== null) wrongs += 1
    const seconds = `${(result.wallMs / 1_000).toFixed(1)} s`
    stdout.write(`  ${wrong === null ? 'ok   ' : 'WRONG'}  ${attack.name}: ${result.kind} (${seconds})\n`)
    if (wrong !== null) stdout.write(`         ${wrong}\n`)
  }
}
stdout.write(`\n${attacks} hostile solutions, ${attacks - wrongs} held\n`)
exit(wrongs === 0 ? 0 : 1)
