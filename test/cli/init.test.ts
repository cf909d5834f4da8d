import { execFileSync, spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { environment, root, scratch, splitbrain } from './run.ts'

/** What an editor shows in a folder that `init` made. */
function diagnosticsIn(folder: string): readonly string[] {
  const read = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) => ts.sys.readFile(path))
  const { options, fileNames } = ts.parseJsonConfigFileContent(read.config, ts.sys, folder)
  return ts
    .getPreEmitDiagnostics(ts.createProgram(fileNames, options))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

describe('a folder made by init', () => {
  test('has what an editor needs: the types of the contract, before anything is installed', () => {
    const folder = scratch()
    for (const lab of ['primary-backup', 'single-server']) {
      const made = join(folder, lab)
      expect(splitbrain(['init', made, '--lab', lab]).code).toBe(0)
      expect(diagnosticsIn(made)).toEqual([])
      // The types are there, and not everything goes.
      const wrong = `import type { Out } from 'splitbrain/${lab}'\nexport const f = (out: Out): void => out.sent('s1')\n`
      writeFileSync(join(made, 'wrong.ts'), wrong)
      expect(diagnosticsIn(made)).toEqual([
        expect.stringContaining("Property 'sent' does not exist on type 'Out"),
      ])
    }
  })

  test('installs this splitbrain, and npm start hunts', () => {
    const folder = scratch()
    splitbrain(['init', folder])
    const { scripts, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
      devDependencies: Record<string, string>
    }
    const [, path = ''] = /^file:(.*)$/.exec(devDependencies['splitbrain'] ?? '') ?? []
    expect(existsSync(join(folder, path, 'dist/cli.js'))).toBe(true)
    expect(Object.keys(scripts)).toEqual(['start', 'grade', 'hunt', 'types'])
    for (const script of ['start', 'grade', 'hunt']) {
      const [name = '', command = '', ...words] = scripts[script]?.split(' ') ?? []
      expect(name).toBe('splitbrain')
      const help = execFileSync(process.execPath, [join(root, 'dist/cli.js'), command, '--help'], {
        encoding: 'utf8',
      })
      for (const option of words.filter((word) => word.startsWith('--'))) expect(help).toContain(option)
    }
  })
})

describe('hunt --watch', () => {
  test('hunts again when a file changes, those in folders below too, and writes no control characters', async () => {
    const folder = scratch()
    splitbrain(['init', folder])
    mkdirSync(join(folder, 'parts'))
    writeFileSync(join(folder, 'parts/names.ts'), 'export const name = 1\n')
    appendFileSync(join(folder, 'solution.ts'), "\nimport './parts/names.ts'\n")
    const child = spawn(
      process.execPath,
      [join(root, 'dist/cli.js'), 'hunt', 'solution.ts', '--watch', '--budget', '3'],
      { cwd: folder, env: environment },
    )
    try {
      let out = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
      child.stderr.setEncoding('utf8').on('data', (text: string) => (out += text))
      const rounds = (): number => out.split('Waiting for a change').length - 1
      await expect.poll(rounds, { timeout: 30_000, interval: 50 }).toBe(1)
      expect(out).toContain('violated')
      writeFileSync(join(folder, 'parts/names.ts'), 'export const name = ;\n')
      await expect.poll(rounds, { timeout: 30_000, interval: 50 }).toBe(2)
      expect(out).toContain('names.ts:1')
      // What is no part of a solution is no reason, and neither is what the hunt itself writes.
      writeFileSync(join(folder, 'notes.txt'), 'x')
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(rounds()).toBe(2)
      expect(out).not.toContain('\u001B')
    } finally {
      child.kill()
    }
  }, 90_000)

  test('tells at once what no change would mend', () => {
    expect(splitbrain(['hunt', 'none/solution.ts', '--watch'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot watch none'),
    })
    expect(splitbrain(['hunt', 'x.ts', '--watch', '--lab', 'raft'])).toMatchObject({ code: 2 })
  })
})
