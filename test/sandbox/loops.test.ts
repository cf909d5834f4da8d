import { loops } from './groups/loops.ts'
import { holds } from './holds.ts'

holds(loops)
