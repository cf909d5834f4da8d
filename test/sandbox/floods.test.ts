import { floods } from './groups/floods.ts'
import { holds } from './holds.ts'

holds(floods)
