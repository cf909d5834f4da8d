import { Command } from 'commander'
import { expect, test } from 'vitest'
import { addCheck } from '../../src/cli/commands/check.ts'
import { addExplore } from '../../src/cli/commands/explore.ts'
import { addGrade } from '../../src/cli/commands/grade.ts'
import { addHunt } from '../../src/cli/commands/hunt.ts'
import { addInit } from '../../src/cli/commands/init.ts'
import { addReplay } from '../../src/cli/commands/replay.ts'
import { addScenario } from '../../src/cli/commands/scenario.ts'

const program = new Command('splitbrain')
for (const add of [addGrade, addHunt, addExplore, addReplay, addCheck, addScenario, addInit]) {
  add(program, () => Promise.resolve())
}

test.each(program.commands.map((command) => [command.name(), command] as const))(
  'the help of %s breaks its lines where the terminal does',
  (_name, command) => {
    for (const text of [command.description(), command.summary()]) expect(text).not.toMatch(/\n| {2}|^$/)
    for (const { description } of [...command.options, ...command.registeredArguments]) {
      expect(description).not.toMatch(/\n| {2}|^$/)
    }
  },
)
