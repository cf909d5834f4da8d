import type { PrimaryBackup } from '../../labs/primary-backup/index.ts'
import { Client, ViewServer } from '../hot-standby/index.ts'
import { Server } from './server.ts'

/**
 * Primary/backup with a cold standby. How the backup keeps up is between the servers: the view server and the client
 * are those of the hot standby. Source: CS 452 Primary/Backup, slide 8.
 */
const coldStandby = { viewServer: ViewServer, server: Server, client: Client } satisfies PrimaryBackup

export default coldStandby
export { Client, Server, ViewServer }
export type * from './messages.ts'
