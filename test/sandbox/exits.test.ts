import { exits } from './groups/exits.ts'
import { holds } from './holds.ts'

holds(exits)
