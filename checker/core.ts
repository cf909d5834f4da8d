export type { Algorithm } from './algorithm.ts'
export { check, linearize } from './check.ts'
export {
  illegal,
  legal,
  outcomeOf,
  partitionBy,
  type Model,
  type Outcome,
  type Partition,
  type StateKey,
  type Step,
} from './model.ts'
export { deterministic, type NondeterministicModel } from './nondeterministic.ts'
export {
  operationsOf,
  type CallEvent,
  type Event,
  type FailedOperation,
  type History,
  type Operation,
  type PendingOperation,
  type ReturnedOperation,
  type ReturnEvent,
  type Sequence,
} from './operation.ts'
export { createRecorder, NoAnswer, type Recorder, type RecorderOptions } from './recorder/recorder.ts'
export type { Budget, Illegal, Linearized, Progress, Undecided, Verdict } from './verdict.ts'
