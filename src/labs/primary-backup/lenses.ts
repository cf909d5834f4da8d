import { services, type Service } from '../../services/index.ts'
import type { Entry, Trace } from '../../trace/index.ts'
import type { Address, Command, Message, View } from './index.ts'

/** The one node that decides on views. It has no rival and, in the lecture's model, does not crash. */
export const viewServer: Address = 'vs'
