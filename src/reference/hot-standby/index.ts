import type { PrimaryBackup } from '../../labs/primary-backup/index.ts'
import { Client } from './client.ts'
import { Server } from './server.ts'
import { ViewServer } from './view-server.ts'

/** Primary/backup with a hot standby. Source: CS 452 Primary/Backup, slide 8. */
const hotStandby = { viewServer: ViewServer, server: Server, client: Client } satisfies PrimaryBackup

export default hotStandby
export { Client, Server, ViewServer }
export type * from './messages.ts'
