import type { ReplicatedVirtualMachine } from '../../labs/replicated-vm/index.ts'
import { Hypervisor } from './hypervisor.ts'

export { Hypervisor } from './hypervisor.ts'

const replicatedVirtualMachine = { hypervisor: Hypervisor } satisfies ReplicatedVirtualMachine

export default replicatedVirtualMachine
