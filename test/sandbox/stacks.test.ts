import { stacks } from './groups/stacks.ts'
import { holds } from './holds.ts'

holds(stacks)
