import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, scratch, splitbrain } from '../../cli/run.ts'
import { handedIn, handInBundled } from './classroom.ts'
import { finalFiles } from './files-of.ts'
import { missingPrograms, startSlurm } from './slurm.ts'

const missing = missingPrograms()
const name = 'ten submissions, graded as an array of a real Slurm and merged, are what one machine writes'
const skipped = ` [SKIPPED: no ${missing.join(', ')}; apt-get install slurmctld slurmd slurm-client munge]`

test.skipIf(missing.length > 0)(
  missing.length > 0 ? name + skipped : name,
  async () => {
    const folder = scratch()
    handInBundled(join(folder, 'submissions'), handedIn().slice(0, 10))
    const items = [
      { id: 'over', title: 'Over', points: 3, check: { kind: 'scenario', name: 'failover' } },
      { id: 'kept', title: 'Kept', points: 2, check: { kind: 'property', name: 'well-behaved' } },
    ]
    writeFileSync(join(folder, 'rubric.json'), JSON.stringify({ lab: 'primary-backup', items }))
    const grade = `grade submissions/*/solution.js --rubric rubric.json --budget 5 --jobs 1`
    writeFileSync(
      join(folder, 'grade.sbatch'),
      `#!/bin/bash
#SBATCH --array=1-3
#SBATCH --output=task-%a.out
'${process.execPath}' '${join(root, 'dist/cli.js')}' ${grade} --shard auto --out results-$SLURM_ARRAY_TASK_ID --resume
`,
    )
    const slurm = await startSlurm(mkdtempSync(join(tmpdir(), 'slurm-')))
    try {
      const { code, said } = slurm.batch('grade.sbatch', folder)
      expect([code, said]).toEqual([0, expect.stringContaining('Submitted batch job')])
    } finally {
      await slurm.stop()
    }
    for (const task of [1, 2, 3]) {
      const output = readFileSync(join(folder, `task-${task}.out`), 'utf8')
      expect(output).toContain(`shard ${task}/3 (SLURM_ARRAY_TASK_ID=${task}, task ${task} of 3)`)
    }
    const shards = [1, 2, 3].map((task) => `results-${task}`)
    const merged = splitbrain(['merge', ...shards, '--out', 'merged'], folder)
    expect([merged.code, merged.out]).toEqual([0, expect.stringContaining('10 submissions graded')])
    const paths = readdirSync(join(folder, 'submissions')).map((id) => `submissions/${id}/solution.js`)
    const options = grade.split(' ').slice(2)
    expect(splitbrain(['grade', ...paths, ...options, '--out', 'alone'], folder).code).toBe(0)
    expect(finalFiles(join(folder, 'merged'))).toEqual(finalFiles(join(folder, 'alone')))
  },
  400_000,
)
