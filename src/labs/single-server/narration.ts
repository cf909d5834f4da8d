import type { Narration } from '../../trace/index.ts'
import { diagnose } from '../primary-backup/diagnosis.ts'

/** A server without a replica owes the same to its clients: what is left of the rules is at-most-once. */
export const narration: Narration = { diagnose, banner: () => null, chatter: [], testModule: null }
