import { messages } from './groups/messages.ts'
import { holds } from './holds.ts'

holds(messages)
