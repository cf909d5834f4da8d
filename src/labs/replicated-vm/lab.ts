import { virtualMachine } from '../../services/index.ts'
import type { Lab } from '../lab.ts'
import { timing, type ReplicatedVirtualMachine, type Role } from './contract.ts'
import { marksOf } from './marks.ts'
import { narration } from './narration.ts'
import { outside, servers } from './outside/addresses.ts'
import { Client } from './outside/client.ts'
import { Disk } from './outside/disk.ts'
import { Switch } from './outside/switch.ts'
import { replicatedVmRubric } from './rubric.ts'
import { replicatedVmScenarios } from './scenarios/index.ts'

const [primary, backup] = servers

/** One virtual machine on two servers, unknown to its guest and to its clients. Source: slides 43–46. */
export const replicatedVm: Lab = {
  name: 'replicated-vm',
  contract: { timing },
  parts: { hypervisor: ['receive', 'timer'] },
  cast: (solution, guard) => {
    // `validate` has seen to it that the solution has this part.
    const { hypervisor: Hypervisor } = solution as ReplicatedVirtualMachine
    return {
      guard,
      fixed: [outside.switch, outside.disk],
      createFixed: (address) => (address === outside.disk ? new Disk() : new Switch()),
      createServer: (address, app) => {
        const [peer, role]: [string, Role] = address === primary ? [backup, 'primary'] : [primary, 'backup']
        return new Hypervisor(address, peer, role, { ...outside }, app)
      },
      createClient: (address) => new Client(address, outside.switch),
    }
  },
  fixed: [outside.switch, outside.disk],
  services: [virtualMachine.name],
  kinds: ['Packet', 'Log', 'Acknowledgement', 'Release', 'TestAndSet', 'TestAndSetResult'],
  servers: [servers.length],
  clients: [1, 2, 2, 3],
  joins: false,
  marksOf,
  narration,
  scenarios: replicatedVmScenarios,
  rubric: replicatedVmRubric,
}
