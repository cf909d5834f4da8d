import { readdirSync, watch, type Dirent, type FSWatcher } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError, type ExitCode } from './exit-codes.ts'
import { colours, print, toStderr } from './terminal.ts'

/** After the last of several changes: editors write a file in more than one go. */
const quietMs = 100

/**
 * Does it, and again whenever a file of the solution changes, until the process is ended. What changes while it is being
 * done counts, too. Does not return.
 */
export async function doAgainOnChange(solution: string, act: () => Promise<ExitCode>): Promise<never> {
  for (;;) {
    const change = nextChange(dirname(solution))
    if (process.stdout.isTTY) process.stdout.write('\u001B[2J\u001B[3J\u001B[H')
    try {
      await act()
    } catch (error) {
      // What is mistyped now may be mended by the next change.
      if (!(error instanceof UsageError)) throw error
      toStderr(`${colours.red('error:')} ${error.message}\n`)
    }
    print(colours.dim(`\nWaiting for a change in ${dirname(solution)} (Ctrl-C ends it) …`))
    await change
  }
}

/** Folders are watched and not files, since many editors put a new file in the place of the old one. */
function nextChange(folder: string): Promise<void> {
  const folders = foldersIn(folder)
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined
    const watchers: FSWatcher[] = []
    const settled = (): void => {
      for (const watcher of watchers) watcher.close()
      resolve()
    }
    const onEvent = (_kind: string, name: string | null): void => {
      // Findings are written below the folder as well.
      if (name !== null && !/\.[cm]?[jt]s$/.test(name)) return
      clearTimeout(timer)
      timer = setTimeout(settled, quietMs)
    }
    // A folder that goes away is a change of the one that it was in.
    for (const each of folders) watchers.push(watch(each, onEvent).on('error', () => undefined))
  })
}

/** The folder and those below, but for packages and what begins with a dot. Throws `UsageError`. */
function foldersIn(folder: string): readonly string[] {
  const below = entriesOf(folder).filter(
    (entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'),
  )
  return [folder, ...below.flatMap(({ name }) => foldersIn(join(folder, name)))]
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    throw new UsageError(`cannot watch ${folder}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
