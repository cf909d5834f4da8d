import { constructors } from './groups/constructors.ts'
import { holds } from './holds.ts'

holds(constructors)
