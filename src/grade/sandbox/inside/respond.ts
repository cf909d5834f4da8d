import { writeSync } from 'node:fs'
import { labs } from '../../../labs/index.ts'
import { printable } from '../../../port/index.ts'
import { services } from '../../../services/index.ts'
// From where they are, not from the index: nothing is compiled here.
import { createCasts } from '../../solution/casts.ts'
import type { Answer, Question } from '../protocol.ts'
import { Answers } from './answers.ts'
import { lockRealm } from './locked-realm.ts'

/** Lines of a solution's console that are shown, and characters of each. */
const linesMax = 1_000
const lineLengthMax = 2_000

/** Answers one question after the other: first `load`, then what is asked of the solution. */
export function createRespondent(meter: Int32Array): (question: Question) => Answer {
  const realm = lockRealm()
  let answers: Answers | null = null
  return (question) => {
    if (question.kind !== 'load') {
      if (answers === null)
        throw new Error(`expected the question \`load\` first, found \`${question.kind}\``)
      return answers.answer(question)
    }
    const lab = named(labs, question.lab, 'lab')
    named(services, question.service, 'service')
    const casts = createCasts(lab, question.program, meter, question.print ? createPrint() : null, realm)
    if (casts.kind === 'unusable') return casts
    answers = new Answers(casts, (service) => named(services, service, 'service'))
    return { kind: 'loaded', moduleStates: casts.moduleStates }
  }
}

function named<T>(all: Readonly<Record<string, T>>, name: string, what: string): T {
  const one = Object.hasOwn(all, name) ? all[name] : undefined
  if (one !== undefined) return one
  throw new Error(`unknown ${what} \`${name}\`: expected one of ${Object.keys(all).join(', ')}`)
}

function createPrint(): (line: string) => void {
  let printed = 0
  return (text) => {
    // Each line says whose it is.
    for (const line of text.split('\n')) {
      if (printed === linesMax) return
      printed += 1
      const rest = printed === linesMax ? '\n[solution] … (the rest is not shown)' : ''
      writeSync(process.stderr.fd, `[solution] ${printable(line.slice(0, lineLengthMax))}${rest}\n`)
    }
  }
}
