import { readFileSync } from 'node:fs'
import type { Files } from './attack.ts'

/** The reference, in files that may lie beside a solution. */
const reference: Files = Object.fromEntries(
  ['client', 'index', 'messages', 'server', 'view-server'].map((name) => [
    `reference/${name}.ts`,
    readFileSync(new URL(`../../src/reference/hot-standby/${name}.ts`, import.meta.url), 'utf8').replaceAll(
      '../../labs/primary-backup/index.ts',
      'splitbrain/primary-backup',
    ),
  ]),
)

const head = `import hotStandby, { Client, Server, ViewServer } from './reference/index.ts'\n`

/** A solution that is right, but for these lines at the start of each server's \`receive\`. */
export function inReceive(lines: string): Files {
  return withServer(
    '',
    `override receive(message, from, out) { ${lines}\nsuper.receive(message, from, out) }`,
  )
}

/** A solution that is right, but for these lines of its module, which come before its classes. */
export function inModule(lines: string): Files {
  return withServer(lines, '')
}

/** The same with methods of the server. */
export function withServer(module: string, members: string): Files {
  const text = `${head}${module}
class Hostile extends Server { ${members} }
export default { ...hotStandby, server: Hostile }\n`
  return { ...reference, 'solution.ts': text }
}

/** Text that is the whole solution. */
export function alone(text: string): Files {
  return { 'solution.ts': text }
}

/** Right, and with a file of its own. */
export function withFiles(text: string, files: Files): Files {
  return { ...reference, ...files, 'solution.ts': text }
}

/**
 * A backup that executes nothing: it acknowledges what it is told and forgets it. The primary leaves what it has executed
 * at a place that the backup looks at when it is promoted. Would they share it, nothing would be missing.
 * \`lines\` defines \`shared(node, message, out)\`, a Map or an object that takes properties, or throws.
 */
export function fakingReplication(lines: string): Files {
  return withServer(
    lines,
    `
  place(message, out) { try { return shared(this, message, out) } catch { return undefined } }
  override receive(message, from, out) {
    const place = this.place(message, out)
    if (place && !place.log) { try { place.log = [] } catch {} }
    const log = place?.log
    if (Array.isArray(log) && this.isPrimary()) {
      const ledger = this.ledger ?? 0
      for (let at = ledger; at < log.length; at += 1) { try { super.execute(JSON.parse(log[at])) } catch {} }
      this.ledger = log.length
    }
    super.receive(message, from, out)
  }
  override execute(request) {
    const result = super.execute(request)
    const log = this.place(null, null)?.log
    if (Array.isArray(log)) { try { log.push(JSON.stringify(request)); this.ledger = log.length } catch {} }
    return result
  }
  override onForward(forward, from, out) { if (this.acceptsForward(forward)) this.acknowledgeForward(forward, from, out) }
  override install(transfer) { this.ledger = 0 }`,
  )
}
