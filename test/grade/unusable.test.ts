import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { eventsOf, fixture, huntJob, problemsOf, written } from './solutions.ts'

const own =
  "a solution may import its own files ('./…') and 'splitbrain/single-server', 'splitbrain/state-machine-replication', 'splitbrain/primary-backup', 'splitbrain/replicated-vm'"
const expected = 'expected a solution, a file that ends in .ts, .js, .mts, .mjs'
const example = 'export default { viewServer: ViewServer, server: Server, client: Client }'

describe('what cannot be read is refused before anything runs', () => {
  test('a file that is not there', async () => {
    const problems = await problemsOf('no/such/solution.ts')
    expect(problems).toEqual([
      { where: null, message: `${expected}; there is no no/such/solution.ts: check the path` },
    ])
  })

  test('a folder', async () => {
    const path = dirname(fixture('throws.ts'))
    const message = `${expected}; ${path} is a folder: name the file in it that has the default export`
    expect(await problemsOf(path)).toEqual([{ where: null, message }])
  })

  test('another kind of file', async () => {
    const path = written('print("hello")', 'solution.py')
    expect(await problemsOf(path)).toEqual([{ where: null, message: `${expected}; found ${path}` }])
  })

  test('an empty file', async () => {
    const path = written(' \n')
    const message = `${path} is empty: expected a default export with the classes of the lab`
    expect(await problemsOf(path)).toEqual([{ where: null, message }])
  })

  test('a syntax error', async () => {
    const path = written('class Server {\n  receive(message {}\n}\n')
    const message = 'Expected ")" but found "{"'
    expect(await problemsOf(path)).toEqual([{ where: 'solution.ts:2', message }])
  })

  test('a module of Node', async () => {
    const message = `import of 'fs', a module of Node: ${own}; a node has only this and out`
    expect(await problemsOf(fixture('imports-fs.ts'))).toEqual([{ where: 'imports-fs.ts:1', message }])
  })

  test('a package, in an imported file', async () => {
    const path = written("export { default } from './server.ts'\n")
    writeFileSync(join(dirname(path), 'server.ts'), "\nimport _ from 'lodash'\nexport default _.noop\n")
    const message = `import of 'lodash', a package or an absolute path: ${own}`
    expect(await problemsOf(path)).toEqual([{ where: 'server.ts:2', message }])
  })

  test('what is splitbrain, but not for solutions', async () => {
    const path = written("import { hunt } from 'splitbrain'\nexport default hunt\n")
    const message = `import of 'splitbrain', which is not for solutions: ${own}`
    expect(await problemsOf(path)).toEqual([{ where: 'solution.ts:1', message }])
  })

  test('a file of its own that is not there', async () => {
    const path = written("export { default } from './server.ts'\n")
    const message = 'Could not resolve "./server.ts"'
    expect(await problemsOf(path)).toEqual([{ where: 'solution.ts:1', message }])
  })

  test('await outside of a function', async () => {
    const path = written('export default await 1\n')
    const message = 'await outside of a function: a module does everything before it has loaded'
    expect(await problemsOf(path)).toEqual([{ where: 'solution.ts:1', message }])
  })

  test('private members, all at once', async () => {
    const why = 'the harness saves and restores nodes and cannot see it'
    expect(await problemsOf(fixture('private-field.ts'))).toEqual([
      {
        where: 'private-field.ts:6',
        message: `\`#received\` is a private field; ${why}: write \`private received\``,
      },
      {
        where: 'private-field.ts:13',
        message: `\`#count\` is a private method; ${why}: write \`private count\``,
      },
    ])
  })

  test('a private field of a solution in JavaScript', async () => {
    const path = written('class Server {\n  #view = 0\n}\nexport default { Server }\n', 'solution.js')
    const message =
      '`#view` is a private field; the harness saves and restores nodes and cannot see it: write `view`'
    expect(await problemsOf(path)).toEqual([{ where: 'solution.js:2', message }])
  })
})

test('a tsconfig.json above a solution does not change what it means', async () => {
  const path = written("import { readFileSync } from 'fs'\nexport default {}\n")
  mkdirSync(dirname(path), { recursive: true })
  const options = { compilerOptions: { verbatimModuleSyntax: true } }
  writeFileSync(join(dirname(path), 'tsconfig.json'), JSON.stringify(options))
  // An import that is not used is a type, for all that is known.
  expect(await problemsOf(path)).toEqual([])
})

describe('what loads but is no solution is refused by the child', () => {
  test('a class that is missing, and an instance in the place of a class', async () => {
    expect(await refusal(fixture('lacks-a-class.ts'))).toEqual([
      {
        where: null,
        message:
          'expected `server`, a class with the methods receive, timer; ' +
          `found undefined (there is \`Server\`: call it \`server\`); ${example}`,
      },
      {
        where: null,
        message:
          'expected `client`, a class with the methods submit, receive, timer; ' +
          `found an instance of a class (export the class itself, without \`new\`); ${example}`,
      },
    ])
  })

  test('a method that is missing', async () => {
    expect(await refusal(fixture('lacks-a-method.ts'))).toEqual([
      {
        where: null,
        message:
          'expected `server`, a class with the methods receive, timer; found the class Broken without ' +
          'receive, timer (there is `recieve`: call it `receive`); ' +
          'a method is written `receive(message, from, out) { … }`, not as a field with a function',
      },
    ])
  })

  test('a default export that is missing', async () => {
    const message =
      'expected a default export with the classes of the lab primary-backup; ' +
      `found undefined (but exports named Client, Server, ViewServer); ${example}`
    expect(await refusal(fixture('named-exports.ts'))).toEqual([{ where: null, message }])
  })

  test.each([
    ['top-level-clock.ts', 3, 'Date.now(): a node has no clock; use out.setTimer'],
    ['top-level-loop.ts', 5, 'more than 1,000,000 calls and turns of loops: it does not end'],
    ['top-level-throw.ts', 5, 'TypeError: out of order'],
  ])('a module that does not load: %s', async (name, line, why) => {
    const message = `the module does not load: ${why}`
    expect(await refusal(fixture(name))).toEqual([{ where: `${name}:${line}`, message }])
  })
})

/** The only thing the child says. */
async function refusal(path: string): Promise<unknown> {
  const events = await eventsOf(path, huntJob(1, null))
  expect(events).toHaveLength(1)
  return events[0]?.kind === 'unusable' ? events[0].problems : events
}
