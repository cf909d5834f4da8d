import { sends } from './groups/sends.ts'
import { holds } from './holds.ts'

holds(sends)
