import type {
  Application,
  Interrupt,
  MachineCommand,
  Output,
  Progress,
} from '../../../src/labs/replicated-vm/index.ts'

/* The moves of a hypervisor, in words of their own. */

export function move(app: Application, command: MachineCommand): Progress {
  // The application of this lab is a virtual machine.
  return app.execute(command) as Progress
}

export function raise(app: Application, interrupt: Interrupt): Progress {
  return move(app, { op: 'interrupt', interrupt })
}

/** The time, as this machine is told it. */
export function timeOf(app: Application): number {
  const { value } = app.decide({ op: 'timestamp' }) as { readonly op: string; readonly value?: number }
  return value ?? 0
}

export function outputOf({ number, device, words }: Output) {
  return { kind: 'Release', number, device, words } as const
}
