import { sharing } from './groups/sharing.ts'
import { holds } from './holds.ts'

holds(sharing, 3)
