import { thrown } from './groups/thrown.ts'
import { holds } from './holds.ts'

holds(thrown)
