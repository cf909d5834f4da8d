import type { Command } from 'commander'
import { oneOf } from '../../grade/index.ts'
import { judgements } from '../../../properties/index.ts'
import { usualLimits, type Certificate, type ChildEvent, type ExploreJob } from '../../grade/child/index.ts'
import type { Program } from '../../grade/solution/index.ts'
import type { Finding } from '../../hunt/index.ts'
import type { Lab } from '../../labs/index.ts'
import { scenarios } from '../../labs/scenarios.ts'
import { askChild, tellEnding } from '../child.ts'
import { exitCodes, UsageError, type ExitCode } from '../exit-codes.ts'
import { certificateText } from '../certificate.ts'
import { replayFinding, saveFinding } from '../findings.ts'
import { labOf } from '../lab.ts'
import { labNamed, labOption, positive, serviceOption, serviceNamed, serviceFor } from '../options.ts'
import { openSolution } from '../solution.ts'
import { number, print, ProgressLine } from '../terminal.ts'

interface ExploreOptions {
  readonly servers?: number
  readonly clients?: number
  readonly ops?: number
  readonly views?: number
  readonly joins?: number
  readonly from?: string
  readonly property?: readonly string[]
  readonly lab?: string
  readonly service?: string
  readonly budget: number
  readonly depth: number
  readonly reduce: boolean
  readonly json?: true
}

const defaults = { clients: 2, ops: 1, views: 3, budget: 5_000_000, depth: 100 } as const

/** Typed arrays of the search, both copies while a table grows, and objects. */
const bytesPerState = 250
/** Slower than any machine. */
const statesPerMs = 5

export function addExplore(program: Command, run: (act: () => Promise<ExitCode>) => Promise<void>): void {
  program
    .command('explore')
    .summary('try every schedule of a small scope')
    .description(
      'Tries everything that can happen with a few servers, clients and calls: every order in which messages arrive and ' +
        'timers fire, every loss, duplication and delay, every crash. Ends with a certificate that says what was covered, and a ' +
        'short run for each promise that is broken.',
    )
    .argument('<solution>', 'a .ts or .js file with the solution as its default export')
    .option('--servers <n>', 'servers (2, or as many as the lab must have)', positive)
    .option(
      '--clients <n>',
      `clients (${defaults.clients}; with --from, so many of the scenario’s)`,
      positive,
    )
    .option(
      '--ops <n>',
      `calls of each client, writes and reads in turns (${defaults.ops}; with --from, the scenario’s)`,
      positive,
    )
    .option('--views <n>', `runs end before a view above this is told (${defaults.views})`, positive)
    .option('--joins <n>', 'servers that join besides (0)', positive)
    .option('--from <scenario>', 'begin where the first call of the scenario is made')
    .option('-p, --property <names...>', 'only these properties (all that can be judged so)')
    .option('--lab <name>', labOption)
    .option('--service <name>', serviceOption)
    .option('--budget <states>', 'stop after so many states', positive, defaults.budget)
    .option('--depth <steps>', 'stop after so many steps', positive, defaults.depth)
    .option('--no-reduce', 'take nothing together: slow, every state by itself')
    .option('--json', 'print the certificate as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ splitbrain explore solution.ts --clients 1 --views 3\n' +
        '  $ splitbrain explore solution.ts --from stale-read --views 3 --budget 20000000',
    )
    .action((solution: string, options: ExploreOptions) => run(() => exploreCommand(solution, options)))
}

async function exploreCommand(solution: string, options: ExploreOptions): Promise<ExitCode> {
  checkOptions(options)
  const program = await openSolution(solution)
  if (program === null) return exitCodes.unusable
  const lab = labOf(options.lab, solution, program)
  const job = jobOf(options, lab)
  const service = serviceNamed(job.service)
  let explored: (ChildEvent & { readonly kind: 'explored' }) | null = null
  const line = new ProgressLine()
  const request = { lab: lab.name, service: service.name, program, job, print: false }
  const limits = {
    ...usualLimits,
    rssMbMax: usualLimits.rssMbMax + Math.ceil((options.budget * bytesPerState) / 2 ** 20),
    wallMsMax: usualLimits.wallMsMax + Math.ceil(options.budget / statesPerMs),
  }
  const ending = await askChild(request, limits, (event) => {
    if (event.kind === 'explored') explored = event
    else if (event.kind === 'exploring') line.update(progressText(event))
  })
  line.clear()
  tellEnding(ending, 'search', solution)
  // The callback above assigns it; the compiler does not see that.
  const result = explored as (ChildEvent & { readonly kind: 'explored' }) | null
  if (ending.kind === 'unusable' || result === null) return exitCodes.unusable
  return tell(result.certificate, result.findings, solution, program, options)
}

/** What was mistyped is better known before the solution is looked at. */
function checkOptions({ lab, service, from, servers }: ExploreOptions): void {
  if (lab !== undefined) labNamed(lab)
  if (service !== undefined) serviceNamed(service)
  if (from !== undefined && servers !== undefined) {
    throw new UsageError('a scenario has its own servers: leave out --servers, or --from')
  }
}

function jobOf(options: ExploreOptions, lab: Lab): ExploreJob {
  const properties = options.property ?? null
  const ofLab = judgements[lab.name] ?? []
  for (const property of properties ?? []) {
    const judgement = ofLab.find(({ name }) => name === property)
    if (judgement?.monitor !== undefined) continue
    const names = ofLab.flatMap(({ name, monitor }) => (monitor === undefined ? [] : [name]))
    throw new UsageError(`explore cannot judge \`${property}\`: expected ${oneOf(names, property)}`)
  }
  if (options.joins !== undefined && !lab.joins)
    throw new UsageError(`in the lab ${lab.name} no server joins`)
  return {
    kind: 'explore',
    lab: lab.name,
    service: serviceOf(options, lab),
    start: startOf(options, lab),
    callsPerClient: options.ops ?? (options.from === undefined ? defaults.ops : null),
    joins: options.joins ?? 0,
    horizonMax: lab.horizon === undefined ? null : (options.views ?? defaults.views),
    properties,
    statesMax: options.budget,
    depthMax: options.depth,
    isReduced: options.reduce,
  }
}

function startOf({ from, servers, clients }: ExploreOptions, lab: Lab): ExploreJob['start'] {
  if (from === undefined) {
    return { kind: 'beginning', servers: serversIn(lab, servers), clients: clients ?? defaults.clients }
  }
  const ofLab = scenarios.filter((scenario) => scenario.lab === lab.name)
  if (ofLab.some(({ name }) => name === from))
    return { kind: 'scenario', name: from, clients: clients ?? null }
  throw new UsageError(
    `unknown scenario \`${from}\` of the lab ${lab.name}: expected ${oneOf(
      ofLab.map(({ name }) => name),
      from,
    )}`,
  )
}

/** Some labs have as many servers as their solutions count on. */
function serversIn(lab: Lab, asked: number | undefined): number {
  const usual = lab.servers.includes(2) ? 2 : (lab.servers[0] ?? 1)
  if (asked === undefined || lab.joins || lab.servers.includes(asked)) return asked ?? usual
  throw new UsageError(
    `in the lab ${lab.name} there are ${[...new Set(lab.servers)].join(' or ')} servers, found ${asked}`,
  )
}

/** The calls of a scenario are those of its service. */
function serviceOf({ from, service, ops }: ExploreOptions, lab: Lab): string {
  const staged = scenarios.find((scenario) => scenario.lab === lab.name && scenario.name === from)
  const chosen = serviceFor(lab, service ?? staged?.plan.setup.service)
  if (chosen.decide !== undefined) {
    throw new UsageError(
      `the service ${chosen.name} looks at clocks, so that its states cannot be tried one by one`,
    )
  }
  if (staged !== undefined && ops === undefined && chosen.name !== staged.plan.setup.service) {
    throw new UsageError(
      `the scenario ${staged.name} calls the service ${staged.plan.setup.service}: say --ops as well`,
    )
  }
  return chosen.name
}

function progressText({ progress, cpuMs }: ChildEvent & { readonly kind: 'exploring' }): string {
  const { states, depth, frontier } = progress
  const rate = cpuMs === 0 ? 0 : Math.round((states / cpuMs) * 1_000)
  return `explore: ${number(states)} states, ${number(rate)} a second, depth ${depth}, ${number(frontier)} to look at`
}

async function tell(
  certificate: Certificate,
  findings: readonly Finding[],
  solution: string,
  program: Program,
  { json }: ExploreOptions,
): Promise<ExitCode> {
  const saved = findings.map((finding) => ({ finding, file: saveFinding(finding, solution) }))
  if (json === true) {
    print(JSON.stringify({ ...certificate, findings: saved.map(({ file }) => file) }, null, 2))
    return codeOf(certificate)
  }
  print(certificateText(certificate))
  for (const { finding, file } of saved) {
    const replayed = await replayFinding(finding, file, solution, program, false, 'essential')
    print(replayed.kind === 'violated' ? `\n${replayed.text}` : finding.because)
  }
  return codeOf(certificate)
}

function codeOf({ broken, ending, unanswered }: Certificate): ExitCode {
  if (broken.length > 0) return exitCodes.violated
  switch (ending.kind) {
    case 'complete':
      return unanswered.length > 0 ? exitCodes.undecided : exitCodes.held
    case 'stopped':
      return exitCodes.undecided
    case 'all-broken':
      return exitCodes.violated
    case 'unexplorable':
      return exitCodes.unusable
    default:
      return ending satisfies never
  }
}
