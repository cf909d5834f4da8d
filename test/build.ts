import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = new URL('..', import.meta.url).pathname

/** Tests of the command line and of child processes run what is built: builds it when a source is newer. */
export default function setup(): void {
  const built = join(root, 'dist/cli.js')
  const builtMs = existsSync(built) ? statSync(built).mtimeMs : 0
  const isStale = ['src', 'checker', 'properties'].some((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).some(
      (path) => path.endsWith('.ts') && statSync(join(root, folder, path)).mtimeMs > builtMs,
    ),
  )
  if (isStale) execFileSync('npm', ['run', 'prepare', '--silent'], { cwd: root, stdio: 'inherit' })
}
