export { formatNamed, formatOf, formats, type Format } from './format.ts'
export { jsonlHeader, jsonlLine } from './jsonl-write.ts'
export { modelFor, type AnyModel } from './models.ts'
export {
  readWhole,
  type Initial,
  type Malformed,
  type Reader,
  type Reading,
  type Recording,
} from './reading.ts'
export { readJepsenLog, readKeyValueLog, type LogReading } from './texts.ts'
export { isModelName, modelNames, type ModelName } from './vocabulary.ts'
