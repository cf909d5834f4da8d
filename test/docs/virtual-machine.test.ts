import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { instructions } from '../../src/services/virtual-machine/instructions.ts'
import {
  assemble,
  boot,
  guestSource,
  type MachineCommand,
  type Output,
  type Progress,
} from '../../src/services/virtual-machine/index.ts'
import { root } from '../cli/run.ts'
import { after, begin, text } from '../services/virtual-machine/host.ts'

const page = readFileSync(join(root, 'docs/virtual-machine.md'), 'utf8')

/** Blocks in their order: a program (`asm echo`), a session with it, or the error that it makes. */
const blocks = [...page.matchAll(/^```(\w+) (\S+)\n(.*?)^```/gms)].map(
  ([, language = '', program = '', body = '']) => ({ language, program, body }),
)

function sourceOf(program: string): string {
  if (program === 'guest') return guestSource
  const block = blocks.find((each) => each.language === 'asm' && each.program === program)
  if (block === undefined) throw new Error(`the page has no program ${program}`)
  return block.body
}

/** What the page should show for the commands of a session. */
function played(session: string, source: string): string {
  let run = begin(boot(assemble(source)))
  const lines: string[] = []
  for (const line of session.split('\n').filter((each) => each.startsWith('> '))) {
    const command = commandOf(line.slice(2))
    const { state, progress } = after(run, [command])
    run = { state, outputs: [], progress }
    lines.push(line, ...progress.outputs.map(told))
    if (command.op === 'run') lines.push(stopped(progress))
  }
  return lines.map((line) => `${line}\n`).join('')
}

function commandOf(line: string): MachineCommand {
  const [name, ...words] = line.split(' ')
  if (name === 'tick') return { op: 'interrupt', interrupt: { device: 'timer' } }
  if (name === 'packet')
    return { op: 'interrupt', interrupt: { device: 'network', words: words.map(Number) } }
  if (name === 'time') return { op: 'timestamp', value: Number(words[0]) }
  if (name === 'run') return { op: 'run', until: Number(words[1]) }
  throw new Error(`a session has \`run until 9\`, \`tick\`, \`packet 1 2\` and \`time 3\`, found ${line}`)
}

function told({ count, device, words }: Output): string {
  return `count ${count}: ${device} ${device === 'console' ? JSON.stringify(text(words)) : words.join(' ')}`
}

function stopped(progress: Progress): string {
  return `count ${progress.count}: ${progress.stopped === 'halted' ? progress.reason : progress.stopped}`
}

describe('the page on the virtual machine', () => {
  test('shows what its sessions do', () => {
    const sessions = blocks.filter(({ language }) => language === 'session')
    expect(sessions.length).toBeGreaterThanOrEqual(6)
    for (const { program, body } of sessions) expect(body).toBe(played(body, sourceOf(program)))
  })

  test('shows programs that can be assembled, and what is said of the ones that cannot', () => {
    const errors = new Map(
      blocks.flatMap(({ language, program, body }) => (language === 'error' ? [[program, body]] : [])),
    )
    expect(errors.size).toBeGreaterThanOrEqual(1)
    for (const { language, program, body } of blocks) {
      if (language !== 'asm') continue
      const message = errors.get(program)
      if (message === undefined) expect(assemble(body).words.length).toBeGreaterThan(0)
      else expect(() => assemble(body)).toThrow(expect.objectContaining({ message: message.trimEnd() }))
    }
  })

  test('adds up its table', () => {
    const { state } = after(begin(boot(assemble(sourceOf('sum')))), [{ op: 'run', until: 100 }])
    expect(state.registers[1]).toBe(10 + 20 + 30 + 7)
  })

  test('has a row for each instruction, with its operands', () => {
    const letters = {
      register: 'a',
      second: 'b',
      value: 'v',
      small: 's',
      address: '[m]',
      target: 'to',
      device: 'd',
    }
    const rows = Object.entries(instructions).map(([name, operands]) =>
      `${name} ${operands.map((kind) => letters[kind]).join(', ')}`.trimEnd(),
    )
    const table = page.slice(page.indexOf('## Instructions'), page.indexOf('## The assembler'))
    const shown = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, row]) => row ?? '')
    expect(shown.toSorted()).toEqual(rows.toSorted())
  })
})
