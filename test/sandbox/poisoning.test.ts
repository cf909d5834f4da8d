import { poisoning } from './groups/poisoning.ts'
import { holds } from './holds.ts'

holds(poisoning)
