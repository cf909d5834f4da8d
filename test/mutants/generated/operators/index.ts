import type { Operator } from '../operator.ts'
import { changedConstant } from './changed-constant.ts'
import { droppedGuard } from './dropped-guard.ts'
import { droppedOperand } from './dropped-operand.ts'
import { earlyReturn } from './early-return.ts'
import { forcedCondition } from './forced-condition.ts'
import { negatedCondition } from './negated-condition.ts'
import { removedAssignment } from './removed-assignment.ts'
import { removedCall } from './removed-call.ts'
import { removedCase } from './removed-case.ts'
import { returnedConstant } from './returned-constant.ts'
import { skippedField } from './skipped-field.ts'
import { swappedComparison } from './swapped-comparison.ts'
import { swappedLogic } from './swapped-logic.ts'

/** Of two that make the same text the first counts. */
export const operators: readonly Operator[] = [
  droppedGuard,
  droppedOperand,
  removedCall,
  removedAssignment,
  removedCase,
  skippedField,
  swappedComparison,
  swappedLogic,
  forcedCondition,
  negatedCondition,
  returnedConstant,
  changedConstant,
  earlyReturn,
]
