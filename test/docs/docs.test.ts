import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { root, scratch, splitbrain } from '../cli/run.ts'

const documents = [
  'README.md',
  'docs/for-students.md',
  'docs/for-staff.md',
  'docs/ARCHITECTURE.md',
  'docs/checking-histories.md',
  'docs/exhaustive-search.md',
  'docs/grading.md',
  'docs/grading-formats.md',
  'docs/services.md',
  'docs/non-deterministic-operations.md',
  'docs/labs/single-server.md',
  'docs/labs/state-machine-replication.md',
  'docs/virtual-machine.md',
  'docs/cold-standby.md',
  'docs/log-transfer.md',
  'docs/labs/replicated-vm.md',
].map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}))

function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, code]) => code ?? '',
  )
}

const help = splitbrain(['--help']).out

describe.each(documents)('$path', ({ path, text }) => {
  test('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, link]) => link ?? '')
    const missing = links.filter((link) => {
      try {
        readdirSync(dirname(join(root, dirname(path), link)))
        return (
          !ts.sys.fileExists(join(root, dirname(path), link)) &&
          !ts.sys.directoryExists(join(root, dirname(path), link))
        )
      } catch {
        return true
      }
    })
    expect(missing).toEqual([])
  })

  test('names commands that exist', () => {
    const named = [...text.matchAll(/(?:`|npx |\$ )splitbrain ([a-z]+)\b/g)].map(([, name]) => name ?? '')
    for (const name of named) expect(help).toMatch(new RegExp(`^ {2}${name} `, 'm'))
  })

  test('has TypeScript that compiles', () => {
    for (const [i, code] of blocks(text, 'ts').entries()) {
      // A snippet of a user's folder, put beside the examples: `./solution.ts` is the reference.
      const file = join(root, `examples/solutions/snippet-${i}.ts`)
      const source = code.replaceAll('./solution.ts', './reference.ts')
      expect(compile(file, source)).toEqual([])
    }
  })
})

test('the commands of the README do what it says', () => {
  const { text } = documents[0] ?? { text: '' }
  const commands = [...text.matchAll(/`npx splitbrain (hunt [^`]*--budget \d+)`/g)].map(
    ([, command]) => command ?? '',
  )
  expect(commands.length).toBeGreaterThanOrEqual(2)
  for (const command of commands) {
    expect([command, splitbrain(absolute(command), scratch()).code]).toEqual([command, 0])
  }
}, 180_000)

test('the failure in the README is what the command prints', () => {
  const { text } = documents[0] ?? { text: '' }
  const command = /`npx splitbrain (scenario [^`]*)`/.exec(text)?.[1] ?? ''
  const shown = blocks(text, 'text')[0] ?? 'no block'
  const { out, code } = splitbrain(absolute(command), scratch())
  expect(code).toBe(1)
  expect(out).toContain(shown.trimEnd())
})

function absolute(command: string): string[] {
  return command.split(' ').map((word) => (word.startsWith('examples/') ? join(root, word) : word))
}

test('the architecture’s table of rooms is the one that the house test holds', async () => {
  const { rooms } = await import('../house/rooms.ts')
  const { text } = documents.find(({ path }) => path === 'docs/ARCHITECTURE.md') ?? { text: '' }
  for (const { path } of rooms) if (path !== 'src') expect(text).toContain(`\`${path}/\``)
})

const sources = new Map<string, ts.SourceFile | undefined>()

/** Libraries and our own files are the same for every snippet: they are parsed once. */
function read(name: string, parse: () => ts.SourceFile | undefined): ts.SourceFile | undefined {
  if (!sources.has(name)) sources.set(name, parse())
  return sources.get(name)
}

function compile(file: string, source: string): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as {
    config: { compilerOptions: object }
  }
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  const host = ts.createCompilerHost(options)
  const readFile = host.readFile.bind(host)
  const getSourceFile = host.getSourceFile.bind(host)
  host.readFile = (name) => (name === file ? source : readFile(name))
  host.fileExists = (name) => name === file || ts.sys.fileExists(name)
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(
          name,
          source,
          { languageVersion: ts.ScriptTarget.ES2023, impliedNodeFormat: ts.ModuleKind.ESNext },
          true,
        )
      : read(name, () => getSourceFile(name, ...rest))
  const program = ts.createProgram(
    [file],
    { ...options, noUnusedLocals: false, noUnusedParameters: false },
    host,
  )
  // What it imports is compiled elsewhere.
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}
