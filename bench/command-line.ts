import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import buildWhenStale from '../test/build.ts'
import { writeHistory } from './history-file.ts'
import { puts } from './histories/generated.ts'
import { median } from './race.ts'

/** `splitbrain check FILE` on a large file: all of it, from the start of the process to its end. */
export type CommandLineRun = {
  readonly operations: number
  readonly clients: number
  /** Median. */
  readonly milliseconds: number
  /** Median of what the process and its threads computed; less than the time on a machine that is busy. */
  readonly processorMilliseconds: number
  /** The largest resident set of all runs. */
  readonly residentBytes: number
  readonly exitCode: number | null
}

const root = new URL('..', import.meta.url).pathname

/** Measures the command line on the histories of 10^6 puts and gets over 1,000 keys. */
export async function measureCommandLine(folder: string, rounds: number): Promise<readonly CommandLineRun[]> {
  buildWhenStale()
  const reporter = join(folder, 'reporter.mjs')
  const report = join(folder, 'usage.json')
  // Written by the process itself at its end.
  writeFileSync(
    reporter,
    `import { writeFileSync } from 'node:fs'
process.on('exit', () => writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.resourceUsage())))`,
  )
  const runs: CommandLineRun[] = []
  for (const clients of [10, 50]) {
    const file = join(folder, 'history.jsonl')
    const size = { clients, operations: 1_000_000, seed: `command line ${clients}` }
    const operations = writeHistory(file, puts(1_000).linearizable(size))
    const times: number[] = []
    const processorTimes: number[] = []
    let residentBytes = 0
    let exitCode: number | null = 0
    for (let round = 0; round < rounds; round++) {
      const start = performance.now()
      const code = await run([
        '--import',
        reporter,
        join(root, 'dist/cli.js'),
        'check',
        file,
        '--model',
        'key-value',
      ])
      times.push(performance.now() - start)
      if (code !== 0) exitCode = code
      // The cast: the reporter above wrote it.
      const usage = JSON.parse(readFileSync(report, 'utf8')) as NodeJS.ResourceUsage
      processorTimes.push((usage.userCPUTime + usage.systemCPUTime) / 1e3)
      residentBytes = Math.max(residentBytes, usage.maxRSS * 1024)
    }
    rmSync(file)
    runs.push({
      operations,
      clients,
      milliseconds: median(times),
      processorMilliseconds: median(processorTimes),
      residentBytes,
      exitCode,
    })
  }
  return runs
}

function run(parts: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, parts, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.on('close', (code) => resolve(code))
  })
}
