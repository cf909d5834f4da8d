import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readJepsenLog, readKeyValueLog, type LogReading } from '#checker/formats'
import type { Case } from '../case.ts'
import type { AnyOperation } from '../history-file.ts'

const data = process.env['SPLITBRAIN_DATA'] ?? new URL('../../../shared/data', import.meta.url).pathname

/** The histories that others have recorded; none where they are not there. */
export function recordedCases(): readonly Case[] {
  const folder = `${data}/porcupine`
  if (!existsSync(folder)) return []
  const verdicts = new Map(
    readFileSync(`${folder}/jepsen/verdicts.txt`, 'utf8')
      .trim()
      .split('\n')
      .map((line): [string, boolean] => {
        const [file = '', isLinearizable] = line.split(' ')
        return [file, isLinearizable === 'true']
      }),
  )
  const etcd = [...verdicts].map(([file, isLinearizable]): Case => ({
    ...recorded('etcd', file, isLinearizable),
    model: 'cas-register',
    operations: () => operationsIn(readJepsenLog, `${folder}/jepsen/${file}`),
  }))
  const keyValue = readdirSync(`${folder}/kv`)
    .toSorted()
    .map((file): Case => ({
      ...recorded('kv-files', file, file.endsWith('-ok.txt')),
      model: 'key-value',
      operations: () => operationsIn(readKeyValueLog, `${folder}/kv/${file}`),
    }))
  return [...etcd, ...keyValue]
}

function recorded(
  group: Case['group'],
  file: string,
  isLinearizable: boolean,
): Omit<Case, 'model' | 'operations'> {
  return {
    group,
    name: file.replace(/\.\w+$/, ''),
    series: file,
    expected: isLinearizable ? 'linearizable' : 'illegal',
    operationsAbout: 0,
    isMeasuredCold: true,
    isMeasuredForMemory: false,
  }
}

function operationsIn<Input, Output>(
  read: (text: string) => LogReading<Input, Output>,
  file: string,
): readonly AnyOperation[] {
  const reading = read(readFileSync(file, 'utf8'))
  if (reading.kind === 'history') return reading.operations
  throw new Error(`${file}: ${reading.message}`)
}
