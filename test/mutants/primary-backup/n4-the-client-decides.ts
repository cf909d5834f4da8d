import type { ClientOut, Command } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/** Breaks the rule of slides 9 and 44: what a client counts is no time, and no machine that serves has looked at its clock. */
class Decides extends Client {
  override submit(command: Command, out: ClientOut): void {
    const isOpen = command.op === 'putTime' || command.op === 'putRandom'
    const decided = { ...command, decided: this.sequence }
    super.submit(isOpen ? decided : command, out)
  }
}

export default {
  id: 'N4',
  title: 'the client decides',
  origin: 'own',
  service: 'non-deterministic',
  breaks: ['decided once'],
  control: false,
  solution: { viewServer: ViewServer, server: Server, client: Decides },
  expects: ['linearizable'],
} satisfies Mutant
