import { csvReader, isCsv } from './csv.ts'
import { etcdReader } from './etcd.ts'
import { jepsenLogReader } from './jepsen-log.ts'
import { jepsenReader } from './jepsen.ts'
import { jsonlReader } from './jsonl.ts'
import { porcupineLogReader } from './porcupine-log.ts'
import type { Reader } from './reading.ts'
import type { ModelName } from './vocabulary.ts'

/** A kind of file that holds a history. */
export type Format = {
  /** What people type. */
  readonly name: string
  readonly description: string
  /** How files of this kind begin, for people: completes "it begins with". Empty: nothing tells it from others. */
  readonly sign: string
  /** Does a file with this beginning, of 1,000 characters or the whole, look like one? */
  readonly recognises: (head: string) => boolean
  /** A reader of operations of that model, or of whichever has them. */
  readonly read: (wanted: ModelName | undefined) => Reader<unknown, unknown>
}

/** All formats. The first that recognises a file is taken. */
export const formats: readonly Format[] = [
  {
    name: 'jsonl',
    description: 'our own: JSON Lines, an operation each',
    sign: '{"kind":',
    recognises: (head) => /^\s*\{\s*"(?:kind|client|call|return|input|output)"/.test(head),
    read: jsonlReader,
  },
  {
    name: 'etcd',
    description:
      'operations.json of etcd’s robustness tests; the files of all clients together are the history',
    sign: '{"ClientId":',
    recognises: (head) => /^\s*\{\s*"ClientId"/.test(head),
    read: etcdReader,
  },
  {
    name: 'csv',
    description: 'CSV whose first line names the columns',
    sign: 'the names of columns, client, call and operation among them',
    recognises: isCsv,
    read: csvReader,
  },
  {
    name: 'jepsen-log',
    description: 'Jepsen’s text log of a compare-and-set register',
    sign: 'INFO  jepsen.util -',
    recognises: (head) => /^\w+\s+jepsen/.test(head),
    read: jepsenLogReader,
  },
  {
    name: 'porcupine',
    description: 'Porcupine’s key/value log, an EDN map a line',
    sign: '{:process 0, :type :invoke, :f :get, :key',
    recognises: (head) => /^\{:process \d+, :type :\w+, :f :\w+, :key /.test(head),
    read: porcupineLogReader,
  },
  {
    name: 'jepsen',
    description: 'Jepsen’s history.edn: registers, one or one a key; queue, lock, counter',
    sign: 'an EDN map or a vector of maps, such as {:type :invoke',
    recognises: (head) => /^(?:[\s,]|;.*(?:\n|$))*(?:[[(]|#_|#[\w.]+Op ?\{|\{\s*:|(?<=;[^]*)$)/.test(head),
    read: (wanted) => jepsenReader(wanted, { areErrorsAnswers: false }),
  },
  {
    name: 'maelstrom',
    description: 'Maelstrom’s history.edn: as jepsen, and errors that are answers are read as such',
    sign: '',
    recognises: () => false,
    read: (wanted) => jepsenReader(wanted, { areErrorsAnswers: true }),
  },
]

export function formatNamed(name: string): Format | undefined {
  return formats.find((format) => format.name === name)
}

/** The format of a file with this beginning. */
export function formatOf(head: string): Format | undefined {
  return formats.find((format) => format.recognises(head))
}
