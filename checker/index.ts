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
export { checkEvents, checkOperations } from './port/check.ts'
export type { PortIllegal, PortLinearizable, PortVerdict } from './port/verdict.ts'
export type { Budget, Illegal, Linearized, Progress, Undecided, Verdict } from './verdict.ts'
export { bankModel, type Balances, type BankInput, type BankOutput } from './models/bank.ts'
export { casRegisterModel, type CasInput, type CasOutput } from './models/cas-register.ts'
export { counterModel, type CounterInput, type CounterOutput } from './models/counter.ts'
export { models } from './models/index.ts'
export {
  keyValueModel,
  keyValueModelWith,
  type KeyValueInput,
  type KeyValueOutput,
} from './models/key-value.ts'
export { listModel, type ListInput, type ListOutput } from './models/list.ts'
export { lockModel, type LockInput, type LockOutput } from './models/lock.ts'
export { queueModel, type QueueInput, type QueueOutput } from './models/queue.ts'
export { randomRegisterModel, type RandomRegisterInput } from './models/random-register.ts'
export {
  registerModel,
  type RegisterInput,
  type RegisterOutput,
  type RegisterValue,
} from './models/register.ts'
export { setModel, type SetInput, type SetOutput } from './models/set.ts'
export { stackModel, type StackInput, type StackOutput } from './models/stack.ts'
export { deterministic, type NondeterministicModel } from './nondeterministic.ts'
export { explain } from './explain/explain.ts'
export type {
  Core,
  Explained,
  Explanation,
  Member,
  Mention,
  Order,
  Placed,
  Reason,
} from './explain/explanation.ts'
export { partials } from './explain/partials.ts'
export { unpainted, type Paint, type TextOptions, type Tone } from './explain/paint.ts'
export { explanationLines } from './explain/text.ts'
export { createRecorder, NoAnswer, type Recorder, type RecorderOptions } from './recorder/recorder.ts'
