// One virtual machine on two servers (slides 43–46). Run it with --lab replicated-vm.
export { default } from '../../src/reference/replicated-vm/index.ts'
