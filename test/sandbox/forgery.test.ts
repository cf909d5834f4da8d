import { forgery } from './groups/forgery.ts'
import { holds } from './holds.ts'

holds(forgery)
