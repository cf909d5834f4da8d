export type { Address, ClientNode, ClientOut, Command, Message, Node, Out, Result } from './node.ts'
export type { Application, Snapshot } from './application.ts'
export type { Cast } from './cast.ts'
export { copyPlain, decodePlain, encodePlain, NotPlain } from './plain.ts'
