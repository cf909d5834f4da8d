import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { example, root, scratch, splitbrain, type Ran } from './run.ts'

const folder = scratch()

describe('grade', () => {
  test('gives the reference every point', () => {
    const { code, out } = splitbrain(['grade', example('reference'), '--budget', '100'], folder)
    expect(out).toContain('100 of 100 points')
    expect(code).toBe(0)
  })

  test('says what each lost point was lost for, and writes JSON and JUnit', () => {
    const args = [
      'grade',
      example('transfer-without-replies'),
      '--budget',
      '30',
      '--json',
      'g.json',
      '--junit',
      'g.xml',
    ]
    const { code, out } = splitbrain(args, folder)
    expect(code).toBe(1)
    expect(out).toMatch(/✗ {3}0\/2 {2}duplicate-write/)
    expect(out).toContain('At fault: server')
    expect(out).toContain('In this run only the server is yours')
    expect(out).toContain('Rule 7')
    const { grades } = JSON.parse(readFileSync(join(folder, 'g.json'), 'utf8')) as {
      grades: {
        points: number
        pointsMax: number
        items: { id: string; points: number; finding: unknown }[]
      }[]
    }
    const [grade] = grades
    expect(grade?.pointsMax).toBe(100)
    expect(grade?.points).toBe(grade?.items.reduce((sum, { points }) => sum + points, 0))
    expect(grade?.items.find(({ id }) => id === 'duplicate-write')?.finding).not.toBeNull()
    const xml = readFileSync(join(folder, 'g.xml'), 'utf8')
    expect(xml).toContain('tests="65"')
    expect(xml).toMatch(/name="duplicate-write: [^"]*" time="0"><failure type="violated" message="/)
  })

  test('takes several solutions, one of them unusable, and grades the others all the same', () => {
    writeFileSync(join(folder, 'broken.ts'), 'export default {')
    const { code, out, err } = splitbrain(
      ['grade', 'broken.ts', example('reference'), '--budget', '50'],
      folder,
    )
    expect(err).toContain('broken.ts cannot be used:')
    expect(out).toContain('broken.ts: 0 of 100 points')
    expect(out).toContain('reference.ts: ')
    expect(code).toBe(4)
  })

  test('keeps the findings of solutions with the same name apart, and a fault in one from the others', () => {
    const throws = `
      class Node { start() { throw new Error('mine') } receive() {} timer() {} submit() {} }
      export default { viewServer: Node, server: Node, client: Node }`
    for (const name of ['a', 'b']) {
      mkdirSync(join(folder, name), { recursive: true })
      writeFileSync(join(folder, name, 'solution.ts'), throws.replace('mine', name))
    }
    writeFileSync(
      join(folder, 'getter.ts'),
      `class Node { stats = { get size() { throw new Error('boo') } }; receive() {} timer() {} submit() {} }
       export default { viewServer: Node, server: Node, client: Node }`,
    )
    const { out, code } = splitbrain(
      ['grade', 'a/solution.ts', 'getter.ts', 'b/solution.ts', '--budget', '20'],
      folder,
    )
    expect(code).toBe(1)
    expect(out).toContain('threw Error: boo')
    for (const name of ['a', 'b']) {
      const finding = readFileSync(
        join(folder, `.splitbrain/${name}/solution/viewServer.well-behaved.threw-in-start.finding.json`),
        'utf8',
      )
      expect(finding).toContain(`threw Error: ${name}`)
    }
  })

  test('by a rubric of the course’s own; a rubric that cannot be used is told where', () => {
    const item = { id: 'a', title: 'A', points: 3, check: { kind: 'scenario', name: 'failover' } }
    writeFileSync(join(folder, 'rubric.json'), JSON.stringify({ lab: 'primary-backup', items: [item] }))
    const { out, code } = splitbrain(['grade', example('reference'), '--rubric', 'rubric.json'], folder)
    expect(out).toContain('3 of 3 points')
    expect(code).toBe(0)
    const other = splitbrain(
      ['grade', example('reference'), '--rubric', 'rubric.json', '--lab', 'single-server'],
      folder,
    )
    expect(other.err).toContain('--lab single-server, but rubric.json is a rubric of the lab primary-backup')
    expect(other.code).toBe(2)
    const wrong = { ...item, check: { kind: 'scenario', name: 'fail-over' } }
    writeFileSync(join(folder, 'wrong.json'), JSON.stringify({ lab: 'primary-backup', items: [wrong] }))
    const refused = splitbrain(['grade', example('reference'), '--rubric', 'wrong.json'], folder)
    expect(refused.err).toContain('wrong.json: items[0].check.name: expected failover or one of ')
    expect(refused.code).toBe(2)
  })
})

test('a grade tells all that was not earned, what was never seen too', () => {
  const { out } = splitbrain(
    ['grade', example('replicated-vm'), '--lab', 'replicated-vm', '--budget', '2'],
    folder,
  )
  const [, points] = /: (\d+) of 100 points/.exec(out) ?? []
  const told = [...out.matchAll(/^(?:Lost|Not earned): [^]*?\((\d+)\s+points\)$/gm)].map(([, lost]) =>
    Number(lost),
  )
  expect(out).toMatch(/^Not earned: .*\(vacuous\)/m)
  expect(told.reduce((sum, lost) => sum + lost, 0)).toBe(100 - Number(points))
})

describe('hunt and replay', () => {
  let hunted: Ran
  let finding = ''
  beforeAll(() => {
    hunted = splitbrain(
      ['hunt', example('no-duplicate-detection'), '-p', 'no-duplicate-writes', '--budget', '500'],
      folder,
    )
    finding = /splitbrain replay (\S+)/.exec(hunted.out)?.[1] ?? ''
  })

  test('a hunt ends with the explanation and the replay command', () => {
    expect(hunted.code).toBe(1)
    expect(hunted.out).toContain('✗ no-duplicate-writes  violated')
    expect(finding).toMatch(
      /no-duplicate-detection\/no-duplicate-writes\.write-executed-again\.finding\.json$/,
    )
  })

  test('a replay says the same, byte for byte, each time', () => {
    const first = splitbrain(['replay', finding], folder)
    const second = splitbrain(['replay', finding], folder)
    expect(first.code).toBe(1)
    expect(second.out).toBe(first.out)
    expect(hunted.out).toContain(first.out)
  })

  test('a replay on a mended solution does not fail', () => {
    const { code, out } = splitbrain(['replay', finding, example('reference')], folder)
    expect([0, 3]).toContain(code)
    expect(out).toMatch(/holds in this run now|is not broken in the first \d+ steps/)
  })

  test('a run that a mended solution does not follow is said to be right as far as it went', () => {
    const args = ['hunt', example('answers-before-backup'), '-p', 'linearizable', '--budget', '3000']
    const recorded = /splitbrain replay (\S+)/.exec(splitbrain(args, folder).out)?.[1] ?? ''
    const { code, out } = splitbrain(['replay', recorded, example('reference')], folder)
    expect(out).toMatch(/linearizable is not broken in the first \d+ steps of \d+\. The next recorded step/)
    expect(out).toMatch(/cannot happen with \S+reference\.ts: s\d never sent this \w+ to \w+\./)
    expect(out).toContain('to be expected when the mistake was mended')
    expect(code).toBe(3)
  })

  test('too small a budget is vacuous, and no pass', () => {
    const { code, out } = splitbrain(['hunt', example('reference'), '--budget', '1', '--seed', '2'], folder)
    expect(out).toContain('says nothing: never seen in any schedule')
    expect(code).toBe(3)
  })

  test('the single server is a lab of its own', () => {
    const { code } = splitbrain(
      ['hunt', example('single-server'), '--lab', 'single-server', '--budget', '300'],
      folder,
    )
    expect(code).toBe(0)
  })
})

describe('scenario', () => {
  test('lists all, tells one, plays one', () => {
    expect(splitbrain(['scenario']).out.split('\n').length).toBeGreaterThan(19)
    expect(splitbrain(['scenario', 'split-brain']).out).toContain('At stake:')
    const survived = splitbrain(['scenario', 'split-brain', example('reference')], folder)
    expect([survived.code, survived.out]).toEqual([0, expect.stringContaining('✓ survived')])
    const stuck = splitbrain(['scenario', 'stuck-no-backup', example('reference')], folder)
    expect([stuck.code, stuck.out]).toEqual([0, expect.stringContaining('✓ stuck-no-backup')])
    const broken = splitbrain(['scenario', 'stale-read', example('serves-reads-alone')], folder)
    expect([broken.code, broken.out]).toEqual([1, expect.stringContaining('Rule 2')])
  })
})

describe('init', () => {
  test('makes a solution that compiles, fails with a helpful message, and is never overwritten', () => {
    expect(splitbrain(['init', 'mine'], folder).code).toBe(0)
    const { code, out, err } = splitbrain(['grade', 'mine/solution.ts', '--budget', '20'], folder)
    expect(err).not.toContain('TypeScript says')
    expect(out).toContain('make the first server that pings the primary of view 1')
    expect(out).toContain(': 0 of 100 points')
    expect(code).toBe(1)
    expect(splitbrain(['init', 'mine'], folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining('exists already'),
    })
  })
})

describe('the lab of a solution', () => {
  const contract = (lab: string): string => `import type {} from 'splitbrain/${lab}'\n`
  const parts =
    'class Node { start() {} receive() {} timer() {} submit() {} }\nexport default { server: Node, client: Node }\n'
  const write = (name: string, ...labs: readonly string[]): string => {
    writeFileSync(join(folder, name), `${labs.map(contract).join('')}${parts}`)
    return name
  }

  test('is the one whose contract it imports', () => {
    const path = write('replicas.ts', 'state-machine-replication')
    const { out } = splitbrain(['hunt', path, '--budget', '5'], folder)
    expect(out).toContain('replicas-agree')
    const other = splitbrain(['hunt', path, '--lab', 'single-server', '--budget', '5'], folder)
    expect(other.out).not.toContain('replicas-agree')
  })

  test('must be said where it imports several, and is suggested where it imports none', () => {
    const two = splitbrain(['hunt', write('two.ts', 'single-server', 'primary-backup')], folder)
    expect([two.code, two.err]).toEqual([2, expect.stringContaining('say with --lab which of the labs')])
    const none = splitbrain(['hunt', write('none.ts')], folder)
    expect([none.code, none.err]).toEqual([
      4,
      expect.stringContaining('it has the classes of the lab single-server or state-machine-replication'),
    ])
  })

  test('must be that of the scenario', () => {
    const { code, err } = splitbrain(['scenario', 'failover', write('one.ts', 'single-server')], folder)
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('the scenario failover asks for the lab primary-backup, but one.ts imports'),
    ])
  })
})

describe('mistyped', () => {
  test.each([
    [['grad', 'x'], 2, 'Did you mean grade?'],
    [['hunt'], 2, "missing required argument 'solution'"],
    [['hunt', 'nofile.ts'], 4, 'there is no nofile.ts'],
    [['hunt', 'x.ts', '--budget', '0'], 2, 'expected a whole number from 1'],
    [
      ['hunt', 'x.ts', '--lab', 'raft'],
      2,
      'unknown lab `raft`: expected one of single-server, state-machine-replication, primary-backup',
    ],
    [['init', 'x', '--lab', 'raft'], 2, 'unknown lab `raft`'],
    [['scenario', 'nope'], 2, 'unknown scenario `nope`: expected one of'],
    [['scenario', 'splitbrain'], 2, 'unknown scenario `splitbrain`: expected split-brain or one of '],
    [['replay', join(root, 'package.json')], 2, '`format` must be a number'],
    [['grade', 'x.ts', '--json', 'no-such-folder/g.json'], 2, 'cannot write no-such-folder/g.json'],
    [['init', join(root, 'package.json')], 2, 'cannot write'],
    [['--help'], 0, 'Exit codes: 0 all held'],
  ])('%j ends with %i and says why', (args, code, message) => {
    const ran = splitbrain(args, folder)
    expect(ran.out + ran.err).toContain(message)
    expect(ran.code).toBe(code)
    expect(ran.out + ran.err).not.toMatch(/\n {4}at /)
  })
})
