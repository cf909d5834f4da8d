import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judgements } from '../../properties/index.ts'
import { replicatedVm } from '../../src/labs/replicated-vm/lab.ts'
import { root, scratch, splitbrain } from '../cli/run.ts'

const page = readFileSync(join(root, 'docs/labs/replicated-vm.md'), 'utf8')

/** Commands of the page that name a file of ours. */
const commands = [...page.matchAll(/^npx splitbrain (.* examples\/.*|.*examples\/.*)$/gm)].map(
  ([, command]) => command ?? '',
)

function ran(command: string) {
  const args = command.split(' ').map((word) => (word.startsWith('examples/') ? join(root, word) : word))
  return splitbrain(args, scratch())
}

test('the reference has all points', () => {
  const command = commands.find((each) => each.startsWith('grade')) ?? 'no command'
  const { code, out } = ran(command)
  expect(out).toContain('100 of 100 points')
  expect(code).toBe(0)
})

test('the failure is found, and told as the page says', () => {
  const command = commands.find((each) => each.startsWith('hunt')) ?? 'no command'
  const told = /^```text\n(Deterministic replay.*?)^```/ms.exec(page)?.[1] ?? 'no block'
  const { code, out } = ran(command)
  expect(code).toBe(1)
  expect(out).toContain(told.trimEnd())
})

test('the solution that fails is the one on the page', () => {
  const code = readFileSync(join(root, 'examples/solutions/vm-interrupts-one-instruction-late.ts'), 'utf8')
  expect(page).toContain(code.slice(code.indexOf('import')).trimEnd())
})

test('everything that is judged, said or told is on the page', () => {
  for (const { name } of judgements['replicated-vm'] ?? []) expect(page).toContain(`| \`${name}\``)
  for (const kind of replicatedVm.kinds) expect(page).toContain(`| \`${kind}\``)
  for (const { name, slide } of replicatedVm.scenarios) {
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` *\\| ${slide} *\\|`, 'm'))
  }
})
