import type { Forbidden } from '../../port/index.ts'

type Offence = Forbidden['offence']

/** Why a global is not for nodes, and what to use instead. */
export interface Ban {
  readonly offence: Offence
  readonly advice: string
}

const clock: Ban = { offence: 'clock', advice: 'a node has no clock; use out.setTimer' }
const timer: Ban = {
  offence: 'async',
  advice: 'a handler does everything before it returns; use out.setTimer, and cancel with out.cancelTimer',
}
const promises: Ban = {
  offence: 'async',
  advice: 'a handler does everything before it returns; use out.setTimer, or wait for a message in receive',
}
const threads: Ban = {
  offence: 'async',
  advice: 'a node is one thread and shares no memory; use out.send',
}
const network: Ban = { offence: 'async', advice: 'a node reaches others only by out.send' }
const chance: Ban = {
  offence: 'randomness',
  advice: 'a node has no randomness; make names that differ from this.self and a counter in a field',
}
const collector: Ban = {
  offence: 'randomness',
  advice: 'when memory is collected differs from run to run; keep it in a field, as plain data',
}
const machine: Ban = {
  offence: 'randomness',
  advice: 'what it gives differs from machine to machine; a handler touches only this and out',
}
const runTimeCode: Ban = {
  offence: 'endless',
  advice: 'code that is made while it runs cannot be watched; write it in the file',
}
const bytes: Ban = {
  offence: 'not-plain',
  advice: 'messages and fields are plain data: texts, numbers, lists, objects; send the text itself',
}
const modules: Ban = {
  offence: 'randomness',
  advice: "a solution is made of modules; use import { … } from './…' and export default",
}

/** `Math` without chance, `console` and `globalThis` have stand-ins of their own. */
export const bans: Readonly<Record<string, Ban>> = {
  Date: clock,
  performance: clock,
  Temporal: clock,
  Intl: machine,
  setTimeout: timer,
  setInterval: timer,
  setImmediate: timer,
  clearTimeout: timer,
  clearInterval: timer,
  clearImmediate: timer,
  queueMicrotask: promises,
  Promise: promises,
  Worker: threads,
  SharedArrayBuffer: threads,
  Atomics: threads,
  MessageChannel: threads,
  BroadcastChannel: threads,
  fetch: network,
  WebSocket: network,
  EventSource: network,
  crypto: chance,
  WeakRef: collector,
  FinalizationRegistry: collector,
  process: machine,
  Buffer: machine,
  navigator: machine,
  WebAssembly: machine,
  Function: runTimeCode,
  TextEncoder: bytes,
  TextDecoder: bytes,
  atob: bytes,
  btoa: bytes,
  require: modules,
  module: modules,
  exports: modules,
  __filename: machine,
  __dirname: machine,
}

/** For every global of the platform that is neither of the language nor listed above. */
export const unlistedBan: Ban = machine

/** What people call the object with all globals, here and on other platforms. */
export const namesOfGlobalObject = ['globalThis', 'global', 'self', 'window']

/** Whether a solution has something by this name that it has not declared, if only to be told not to use it. */
export function isGlobal(name: string): boolean {
  const isListed = harmless.has(name) || Object.hasOwn(bans, name) || namesOfGlobalObject.includes(name)
  return isListed || Object.hasOwn(globalThis, name)
}

/** What the language gives and what is the same in every run. */
export const harmless: ReadonlySet<string> = new Set(
  [
    'Object Array Number Boolean String Symbol BigInt RegExp JSON',
    'Map Set WeakMap WeakSet Proxy Reflect Iterator',
    'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError',
    'undefined NaN Infinity isNaN isFinite parseInt parseFloat',
    'decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape',
    'ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array',
    'BigInt64Array BigUint64Array Float16Array Float32Array Float64Array',
  ].flatMap((names) => names.split(' ')),
)
