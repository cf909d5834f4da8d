import type { Out } from '../../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Save } from '../../../../src/reference/cold-standby/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks at-most-once: an entry that is sent again, since its acknowledgement was late or lost, is in the log twice, and
 * is executed twice on promotion.
 */
class SavesTwice extends Server {
  protected override onSave(save: Save, from: string, out: Out): void {
    super.onSave({ ...save, number: this.log.length + 1 }, from, {
      ...out,
      // It acknowledges the entry that came.
      send: (to, message) => out.send(to, { ...message, number: save.number }),
    })
  }
}

export default {
  id: 'CS1',
  title: 'saves an entry again when it comes twice',
  origin: 'own',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: SavesTwice, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
