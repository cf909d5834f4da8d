import {
  assemble,
  boot,
  execute,
  type Interrupt,
  type MachineCommand,
  type MachineState,
  type Output,
  type Progress,
} from '../../../src/services/virtual-machine/index.ts'

/** What a machine has become after some commands, and what it sent. */
export interface Run {
  readonly state: MachineState
  readonly outputs: readonly Output[]
  readonly progress: Progress
}

export function begin(state: MachineState): Run {
  return after({ state, outputs: [], progress: { stopped: 'count', count: 0, outputs: [], digest: 0 } }, [
    { op: 'run', until: state.count },
  ])
}

export function after(run: Run, commands: readonly MachineCommand[]): Run {
  return commands.reduce<Run>(({ state, outputs }, command) => {
    const { state: next, result } = execute(frozen(state), command)
    return { state: next, outputs: [...outputs, ...result.outputs], progress: result }
  }, run)
}

/** A state that cannot be changed in place: trying to throws. */
function frozen(state: MachineState): MachineState {
  for (const part of [
    state.memory,
    state.registers,
    state.arrived,
    state.reading,
    state.pending,
    state.handlers,
  ]) {
    Object.freeze(part)
  }
  Object.freeze(state.written.network)
  Object.freeze(state.written.console)
  Object.freeze(state.written)
  return Object.freeze(state)
}

/** A program that has run until it stopped, or for a thousand instructions. */
export function ran(source: string, ...commands: readonly MachineCommand[]): Run {
  return after(begin(boot(assemble(source))), [{ op: 'run', until: 1_000 }, ...commands])
}

export function untilCount(until: number): MachineCommand {
  return { op: 'run', until }
}

export function tick(): MachineCommand {
  return { op: 'interrupt', interrupt: { device: 'timer' } }
}

export function packet(...words: readonly number[]): MachineCommand {
  const interrupt: Interrupt = { device: 'network', words }
  return { op: 'interrupt', interrupt }
}

export function text(words: readonly number[]): string {
  return String.fromCodePoint(...words)
}
