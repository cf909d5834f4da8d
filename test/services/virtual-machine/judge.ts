import { resultOf, type StoreCommand } from '../../../src/services/index.ts'
import { guestStore } from '../../../src/services/virtual-machine/store.ts'
import type { Run } from './host.ts'
import type { Input } from './inputs.ts'

const operations = ['get', 'put', 'add', 'stamp', 'uptime', 'random'] as const
const keys = ['x', 'y', 'z', 'w'] as const

/** A packet read by this test's own rules, as what a client asked; null where no client would. */
interface Asked {
  readonly client: number
  readonly sequence: number
  readonly op: StoreCommand['op']
  readonly key: StoreCommand['key']
  readonly argument: number
}

function askedBy(words: readonly number[]): Asked | null {
  const [client = 0, sequence = 0, operation = 0, key = -1, argument = 0] = words
  const op = operations[operation - 1]
  const name = keys[key]
  if (
    words.length !== 5 ||
    client < 1 ||
    client > 8 ||
    sequence < 1 ||
    op === undefined ||
    name === undefined
  )
    return null
  return { client, sequence, op, key: name, argument }
}

/** As a client invoked it, decided as the reply says where the guest decides. */
function executed({ op, key, argument }: Asked, result: number): StoreCommand {
  switch (op) {
    case 'get':
      return { op, key }
    case 'put':
    case 'add':
      return { op, key, value: argument }
    default:
      return { op, key, value: result }
  }
}

/** What is wrong with the replies of a life, in the order in which they were sent: nothing, if all is well. */
export function wrong(run: Run, happening: readonly Input[]): readonly string[] {
  const requests = happening.flatMap(({ interrupt }) => {
    const asked = interrupt.device === 'network' ? askedBy(interrupt.words) : null
    return asked === null ? [] : [asked]
  })
  const answered = new Map<number, { readonly sequence: number; readonly result: number }>()
  let state = guestStore.initial
  const complaints: string[] = []
  for (const { device, words } of run.outputs) {
    if (device === 'console') continue
    const reply = resultOf(words)
    if (reply === null) return [`no reply: ${words.join()}`]
    const { client, sequence, result } = reply
    const last = answered.get(client)
    if (last !== undefined && sequence <= last.sequence) {
      if (sequence < last.sequence || result !== last.result)
        complaints.push(`again, and wrong: ${words.join()}`)
      continue
    }
    answered.set(client, { sequence, result })
    const asked = requests.find((request) => request.client === client && request.sequence === sequence)
    if (asked === undefined || operations.indexOf(asked.op) + 1 !== words[2]) {
      return [...complaints, `nobody asked: ${words.join()}`]
    }
    const next = guestStore.execute(state, executed(asked, result))
    if (next.result !== result) return [...complaints, `not what the store returns: ${words.join()}`]
    state = next.state
  }
  return complaints
}
