/**
 * `tsx fake-grader.ts OUT COUNT JOBS [--resume] [--shard K/N]`: a class that is graded in a moment, by what grades a real
 * one. Says on its standard output when each grading begins.
 */
import { setTimeout as delay } from 'node:timers/promises'
import {
  gradeClass,
  inShard,
  lockFolder,
  openResults,
  planOf,
  removeResults,
  shardFrom,
  writeResults,
} from '../../../src/grade/class/index.ts'
import { fakeResult } from './fake.ts'

const [out = '', count = '', jobs = '', ...flags] = process.argv.slice(2)
const named = flags[flags.indexOf('--shard') + 1]
const shard = flags.includes('--shard') && named !== undefined ? shardFrom(named, {}) : null
const all = Array.from({ length: Number(count) }, (_, i) => ({
  id: `student-${i}`,
  path: `student-${i}/solution.ts`,
  key: `key of student-${i}`,
}))
const mine = shard === null ? all : inShard(all, shard)
const plan = planOf({ grader: 'fake', settings: { seed: 1 }, submissions: all }, shard)
const lock = lockFolder(out)
const journal = openResults(out, plan, flags.includes('--resume') ? 'yes' : 'no')
removeResults(out)
await gradeClass({
  submissions: mine,
  jobs: Number(jobs),
  journal,
  grade: async ({ id }) => {
    process.stdout.write(`${id}\n`)
    const n = Number(id.split('-')[1])
    // Not in their order, so that the journal has another order with each number of jobs.
    await delay(3 + ((n * 7) % 11))
    return fakeResult(id, n)
  },
  isUnchanged: () => true,
  onProgress: () => {},
})
writeResults(out, { ...plan, submissions: mine }, (key) => {
  const result = journal.read(key)
  if (result === null) throw new Error(`expected a result of ${key}`)
  return result
})
lock.release()
