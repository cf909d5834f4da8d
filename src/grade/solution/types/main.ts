/** The entry of the thread in which solutions are type-checked, one after the other. */
import { parentPort } from 'node:worker_threads'
import { checkTypes } from './check.ts'

parentPort?.on('message', (file: string) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(checkTypes(file))
})
