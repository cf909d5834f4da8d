import { closeSync, existsSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { decodePlain, encodePlain } from '../../port/index.ts'
import type { Grade } from '../grade.ts'

/** What became of one submission: what it earned, and the text that tells its author. */
export interface Result {
  /** Of the submission that was graded. */
  readonly key: string
  readonly id: string
  /** What the solution is called in its own folder: `solution.ts`. */
  readonly file: string
  readonly grade: Grade
  /** For the student: nothing hidden is in it. */
  readonly report: string
}

const format = 1
const newline = 0x0a

/** Where a line lies, in bytes. */
interface Stretch {
  readonly offset: number
  readonly length: number
}

/**
 * The results of a class as they came, a line each, which nothing ever changes or removes. A line is written at once and is
 * on the disk before the next result is waited for; what was killed in the middle of a line leaves a part of it, which is
 * told by what it lacks, and left alone. Only places are kept in memory, since 300 grades with their findings are large.
 */
export class Journal {
  readonly #file: number
  readonly #lines = new Map<string, Stretch>()
  readonly #finished = new Set<string>()
  #size = 0
  /** Lines that are not results: of a grader that was killed while it wrote. */
  #scraps = 0

  constructor(path: string) {
    const isNew = !existsSync(path)
    this.#file = openSync(path, 'a+')
    if (isNew) syncFolder(dirname(path))
    for (const { line, at, isWhole } of linesOf(this.#file)) {
      const result = resultIn(line.toString('utf8'))
      if (result === null) this.#scraps += 1
      else this.#note(result, at)
      this.#size = at.offset + at.length
      // What comes next must not become the end of half a line.
      if (!isWhole) this.#size += writeAll(this.#file, Buffer.from('\n'))
    }
  }

  get scraps(): number {
    return this.#scraps
  }

  /** Whether there is a result that another grading would only repeat: a fault of ours is worth another try. */
  isFinished(key: string): boolean {
    return this.#finished.has(key)
  }

  append(result: Result): void {
    const line = Buffer.from(`${encodePlain({ format, ...result })}\n`)
    writeAll(this.#file, line)
    fsyncSync(this.#file)
    this.#note(result, { offset: this.#size, length: line.length })
    this.#size += line.length
  }

  /** The last result of that key, or null. */
  read(key: string): Result | null {
    const at = this.#lines.get(key)
    if (at === undefined) return null
    const line = Buffer.alloc(at.length)
    readSync(this.#file, line, 0, at.length, at.offset)
    return resultIn(line.toString('utf8'))
  }

  close(): void {
    closeSync(this.#file)
  }

  #note({ key, grade }: Result, at: Stretch): void {
    this.#lines.set(key, at)
    if (grade.status === 'fault') this.#finished.delete(key)
    else this.#finished.add(key)
  }
}

/** A write may take less than it is given, when a disk is nearly full; the next one then says why. */
function writeAll(file: number, bytes: Buffer): number {
  let written = 0
  while (written < bytes.length) written += writeSync(file, bytes, written)
  return written
}

/** A new file is on the disk for good when its folder is. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } catch {
    // Some file systems do not know it of folders, and need it not.
  } finally {
    closeSync(folder)
  }
}

/** The result in a line; null when the line was not written to its end, or by something else. */
function resultIn(line: string): Result | null {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof json !== 'object' || json === null) return null
  const fields = json as Readonly<Record<string, unknown>>
  const isResult =
    fields['format'] === format &&
    typeof fields['key'] === 'string' &&
    typeof fields['id'] === 'string' &&
    typeof fields['file'] === 'string' &&
    typeof fields['report'] === 'string' &&
    typeof fields['grade'] === 'object' &&
    fields['grade'] !== null
  if (!isResult) return null
  // A grader of the same version wrote the grade where the key is one that is asked for.
  const { key, id, file, grade, report } = decodePlain(json) as Result
  return { key, id, file, grade, report }
}

const chunkBytes = 1 << 20

/** All lines of a file, which is never in memory as a whole. */
function* linesOf(
  file: number,
): Generator<{ readonly line: Buffer; readonly at: Stretch; readonly isWhole: boolean }> {
  const chunk = Buffer.alloc(chunkBytes)
  let parts: Buffer[] = []
  let offset = 0
  for (let position = 0; ;) {
    const count = readSync(file, chunk, 0, chunkBytes, position)
    if (count === 0) break
    position += count
    let from = 0
    for (let end = chunk.indexOf(newline); end !== -1 && end < count; end = chunk.indexOf(newline, from)) {
      const line = Buffer.concat([...parts, chunk.subarray(from, end)])
      yield { line, at: { offset, length: line.length + 1 }, isWhole: true }
      offset += line.length + 1
      parts = []
      from = end + 1
    }
    parts.push(Buffer.from(chunk.subarray(from, count)))
  }
  const rest = Buffer.concat(parts)
  if (rest.length > 0) yield { line: rest, at: { offset, length: rest.length }, isWhole: false }
}
