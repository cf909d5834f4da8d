import { isAscii } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'
import { NoText, firstBadByte } from './trouble.ts'

/** A file, or the standard input where its name is `-`, as text in chunks. */
export type Source = {
  /** For messages. */
  readonly name: string
  /** Throws what the file system throws, and `NoText` for what is no UTF-8. */
  readonly chunks: AsyncIterable<string>
}

const chunkBytes = 1 << 18

export function sourceOf(file: string): Source {
  const bytes = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: chunkBytes })
  return { name: nameOf(file), chunks: texts(bytes) }
}

export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file
}

/** Most files have no other characters than those of ASCII, and for these there is a faster way. */
async function* texts(bytes: AsyncIterable<unknown>): AsyncIterable<string> {
  let decoder: TextDecoder | undefined
  let newlines = 0
  /** The end of the last chunk: a character may go on in the next one. */
  let before: Buffer = Buffer.alloc(0)
  for await (const chunk of bytes) {
    if (!Buffer.isBuffer(chunk)) continue
    if (decoder === undefined && isAscii(chunk)) yield chunk.toString('latin1')
    else {
      decoder ??= new TextDecoder('utf-8', { fatal: true })
      yield decoded(decoder, chunk, before, newlines)
    }
    newlines += newlinesIn(chunk)
    before = chunk.subarray(-bytesInCharacterMax)
  }
  if (decoder !== undefined) yield decoded(decoder, undefined, before, newlines)
}

const bytesInCharacterMax = 4

/** Undefined is the end, where no character may be left open. */
function decoded(decoder: TextDecoder, chunk: Buffer | undefined, before: Buffer, newlines: number): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch {
    const begun = before.subarray(before.findIndex((byte) => !continues(byte)))
    const bytes = Buffer.concat([begun, chunk ?? Buffer.alloc(0)])
    const start = firstBadByte(bytes)
    const line = newlines - newlinesIn(begun) + newlinesIn(bytes.subarray(0, start)) + 1
    throw new NoText(line, bytes.subarray(start), before.length === 0 ? bytes : Buffer.alloc(0))
  }
}

/** Is it a later byte of a character? */
function continues(byte: number): boolean {
  return byte >>> 6 === 0b10
}

function newlinesIn(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count += 1
  return count
}

const newline = 0x0a

/** The first characters, enough to tell the format, and then all of the text. */
export async function withHead(
  chunks: AsyncIterable<string>,
): Promise<{ readonly head: string; readonly all: AsyncIterable<string> }> {
  const iterator = chunks[Symbol.asyncIterator]()
  let head = ''
  while (head.length < headMax) {
    const next = await iterator.next()
    if (next.done === true) break
    head += next.value
  }
  async function* all(): AsyncIterable<string> {
    yield head
    for (;;) {
      const next = await iterator.next()
      if (next.done === true) return
      yield next.value
    }
  }
  return { head: head.slice(0, headMax), all: all() }
}

const headMax = 1_000
