import type { Group } from '../attack.ts'
import { constructors } from './constructors.ts'
import { exits } from './exits.ts'
import { floods } from './floods.ts'
import { forgery } from './forgery.ts'
import { imports } from './imports.ts'
import { loops } from './loops.ts'
import { memory } from './memory.ts'
import { messages } from './messages.ts'
import { poisoning } from './poisoning.ts'
import { sends } from './sends.ts'
import { sharing } from './sharing.ts'
import { stacks } from './stacks.ts'
import { texts } from './texts.ts'
import { thrown } from './thrown.ts'

export const groups: readonly Group[] = [
  exits,
  constructors,
  imports,
  poisoning,
  forgery,
  sharing,
  messages,
  sends,
  stacks,
  thrown,
  loops,
  memory,
  floods,
  texts,
]
