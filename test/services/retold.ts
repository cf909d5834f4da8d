import { contentOf, type Command } from '../../src/port/index.ts'
import type { Scenario } from '../../src/labs/scenario.ts'
import { createRandom } from '../../src/schedule/random.ts'
import { keyValue, type Service } from '../../src/services/index.ts'
import { countingChance } from './draws.ts'

/** A story of a key/value store, told with another service: writes stay writes, reads stay reads, all of one key. */
export function retold(scenario: Scenario, service: Service): Scenario {
  const { plan } = scenario
  const key = service.keyOf(drawn(service, '', () => true))
  const operations = plan.operations.map((operation, i) => ({
    ...operation,
    command: drawn(service, `t${i}`, (command) => {
      const isSame = service.isWrite(command) === keyValue.isWrite(operation.command)
      return (
        isSame && service.keyOf(command) === key && service.isWrite(command) === changes(service, command)
      )
    }),
  }))
  return { ...scenario, plan: { ...plan, setup: { ...plan.setup, service: service.name }, operations } }
}

function drawn(service: Service, tag: string, isWanted: (command: Command) => boolean): Command {
  for (let seed = 0; seed < 1_000; seed += 1) {
    const command = service.draw(tag, createRandom(seed).below)
    if (isWanted(command)) return command
  }
  throw new Error(`${service.name} draws no such command`)
}

/** Whether the command changes the state that everything begins with. */
function changes({ initial, execute, decide }: Service, command: Command): boolean {
  const decided = decide?.(initial, command, countingChance()) ?? command
  return contentOf(execute(initial, decided).state) !== contentOf(initial)
}
