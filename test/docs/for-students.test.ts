import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import type { Address, Node, Out, View } from '../../src/labs/primary-backup/index.ts'
import { root } from '../cli/run.ts'

const text = readFileSync(join(root, 'docs/for-students.md'), 'utf8')
const sample = /^```ts\n(.*?)^```/ms.exec(text)?.[1] ?? ''

type Sample = new (self: Address, viewServer: Address, app: null) => Node

/** The numbers with which the sample's server `s1` pings, after it was told of each of these views. */
function pingsAfter(views: readonly View[]): readonly unknown[] {
  const options = { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 } }
  const { outputText } = ts.transpileModule(sample, options)
  const Server = new Function('exports', `${outputText}\nreturn Server`)({}) as Sample
  const server = new Server('s1', 'vs', null)
  return views.map((view) => {
    let pinged: unknown
    const out = {
      send: (_to: Address, message: { readonly viewNumber?: unknown }) => {
        pinged = message.viewNumber
      },
      setTimer: () => undefined,
    } as unknown as Out
    server.receive({ kind: 'ViewReply', view } as never, 'vs', out)
    server.timer('ping', out)
    return pinged
  })
}

test('the sample makes none of the mistakes that the page lists', () => {
  const first: View = { number: 1, primary: 's1', backup: null }
  const second: View = { number: 2, primary: 's1', backup: 's2' }
  const third: View = { number: 3, primary: 's1', backup: null }
  // A number says that the view is ready: that of a new backup is not, before it has the state.
  expect(pingsAfter([first, second])).toEqual([1, 1])
  // A reply that comes late is of an older view.
  expect(pingsAfter([first, second, third, second, first])).toEqual([1, 1, 3, 3, 3])
  expect(pingsAfter([{ number: 1, primary: 's2', backup: 's1' }])).toEqual([0])
})
