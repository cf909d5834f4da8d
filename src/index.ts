export type { Cast, Guard } from './port/index.ts'
export { unguarded } from './port/index.ts'
export type { Call, Judgement, Trace, Verdict } from './trace/index.ts'
export { historyOf } from './trace/index.ts'
export type { Plan, Run } from './schedule/index.ts'
export type { Lab } from './labs/index.ts'
export { labs } from './labs/index.ts'
export type { Service } from './services/index.ts'
export { services } from './services/index.ts'
export type {
  Finding,
  HuntOptions,
  HuntResult,
  Outcome,
  Progress,
  SavedFinding,
  Subject,
} from './hunt/index.ts'
export { BadFinding, hunt, readFinding, runOf, writeFinding } from './hunt/index.ts'
export { subjectOf } from './subject.ts'
