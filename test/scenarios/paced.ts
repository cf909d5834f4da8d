import type { ClientOut, Command, Message, Out, PrimaryBackup } from '../../src/labs/primary-backup/index.ts'

/** The same solution with all its timers `factor` times as long: other values are no mistake. */
export function paced({ viewServer, server, client }: PrimaryBackup, factor: number): PrimaryBackup {
  const pace = <O extends Out>(out: O): O => ({
    ...out,
    setTimer: (name: string, afterMs: number) => out.setTimer(name, Math.ceil(afterMs * factor)),
  })
  return {
    viewServer: class extends viewServer {
      override start(out: Out): void {
        super.start(pace(out))
      }
      override receive(message: Message, from: string, out: Out): void {
        super.receive(message, from, pace(out))
      }
      override timer(name: string, out: Out): void {
        super.timer(name, pace(out))
      }
    },
    server: class extends server {
      override start(out: Out): void {
        super.start(pace(out))
      }
      override receive(message: Message, from: string, out: Out): void {
        super.receive(message, from, pace(out))
      }
      override timer(name: string, out: Out): void {
        super.timer(name, pace(out))
      }
    },
    client: class extends client {
      override start(out: ClientOut): void {
        super.start?.(pace(out))
      }
      override submit(command: Command, out: ClientOut): void {
        super.submit(command, pace(out))
      }
      override receive(message: Message, from: string, out: ClientOut): void {
        super.receive(message, from, pace(out))
      }
      override timer(name: string, out: ClientOut): void {
        super.timer(name, pace(out))
      }
    },
  }
}
