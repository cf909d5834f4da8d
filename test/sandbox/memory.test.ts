import { memory } from './groups/memory.ts'
import { holds } from './holds.ts'

holds(memory)
