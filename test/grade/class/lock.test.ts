import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { execPath, pid } from 'node:process'
import { describe, expect, onTestFinished, test } from 'vitest'
import { BadClass, lockFolder } from '../../../src/grade/class/index.ts'
import { temporaryFolder } from '../solutions.ts'

/** What a grader with that number has left, or has put up. */
function lockOf(out: string, host: string, owner: number, content = ''): string {
  const file = join(out, `grading-${host}-${owner}.lock`)
  writeFileSync(file, content)
  return file
}

/** A process that lives until the test has ended. */
async function livingPid(): Promise<number> {
  const child = spawn(execPath, ['-e', 'console.log(1); setInterval(() => {}, 1e6)'])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  if (child.pid === undefined) throw new Error('there is no process')
  return child.pid
}

describe('a folder of results', () => {
  test('is locked by one at a time, and free again when it is released', () => {
    const out = join(temporaryFolder(), 'results')
    const lock = lockFolder(out)
    expect(readdirSync(out)).toEqual([`grading-${hostname()}-${pid}.lock`])
    lock.release()
    expect(readdirSync(out)).toEqual([])
  })

  test('in which another process is at work is refused, and its lock stays', async () => {
    const out = temporaryFolder()
    const other = await livingPid()
    const file = lockOf(out, hostname(), other)
    expect(() => lockFolder(out)).toThrow(BadClass)
    expect(() => lockFolder(out)).toThrow(
      `${out} is in use by the grader with the process id ${other} on ${hostname()}: wait for it`,
    )
    expect(readdirSync(out)).toEqual([file.slice(out.length + 1)])
  })

  test('of which nobody here can see whether it is in use is refused, and it is said what to remove', () => {
    const out = temporaryFolder()
    const file = lockOf(out, 'node%2F7', 12)
    expect(() => lockFolder(out)).toThrow(`12 on node/7: whether it is still at work cannot be seen`)
    expect(() => lockFolder(out)).toThrow(`remove ${file}`)
  })

  test('that a dead process has left is taken over', () => {
    const out = temporaryFolder()
    const { pid: dead } = spawnSync(execPath, ['-e', ''])
    const file = lockOf(out, hostname(), dead)
    lockFolder(out).release()
    expect(existsSync(file)).toBe(false)
  })

  test.runIf(process.platform === 'linux')(
    'whose process id is another process by now is taken over',
    async () => {
      const out = temporaryFolder()
      const file = lockOf(out, hostname(), await livingPid(), '17')
      lockFolder(out).release()
      expect(existsSync(file)).toBe(false)
    },
  )

  test('that a process of the same number left in another container is taken over', () => {
    const out = temporaryFolder()
    lockOf(out, hostname(), pid, '17')
    expect(() => lockFolder(out).release()).not.toThrow()
  })

  test('is not locked by files of any other name', () => {
    const out = temporaryFolder()
    for (const name of ['grading.lock', 'package.lock', 'grading-1.lock']) writeFileSync(join(out, name), '')
    expect(() => lockFolder(out).release()).not.toThrow()
  })
})
