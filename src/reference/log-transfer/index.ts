import type { PrimaryBackup } from '../../labs/primary-backup/index.ts'
import { Client, ViewServer } from '../hot-standby/index.ts'
import { Server } from './server.ts'

/**
 * Primary/backup in which a new backup is given the log instead of the state. That is between the servers: the view
 * server and the client are those of the hot standby. Source: CS 452 Primary/Backup, slides 9, 12, 36, 40.
 */
const logTransfer = { viewServer: ViewServer, server: Server, client: Client } satisfies PrimaryBackup

export default logTransfer
export { Client, Server, ViewServer }
export type * from './log.ts'
export type * from './messages.ts'
