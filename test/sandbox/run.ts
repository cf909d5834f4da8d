/**
 * `npm run sandbox -- [--group WORDS] [--help]`: lets every hostile solution be examined, prints what came of each, and
 * exits with 1 when one came to anything else than it must. Needs what `npm run prepare` builds.
 */
import { argv, exit, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { wrongIn } from './compare.ts'
import { examine } from './examine.ts'
import { groups } from './groups/index.ts'

const { values } = parseArgs({
  args: argv.slice(2),
  options: { group: { type: 'string', default: '' }, help: { type: 'boolean', default: false } },
})

if (values.help) {
  stdout.write(
    `npm run sandbox -- [--group WORDS]: examines hostile solutions, prints the outcome of each\n` +
      `groups: ${groups.map(({ name }) => name).join('; ')}\n`,
  )
  exit(0)
}

let attacks = 0
let wrongs = 0
for (const group of groups.filter(({ name }) => name.includes(values.group))) {
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
