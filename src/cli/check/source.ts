import { isAscii } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'

/** A file, or the standard input where its name is `-`, as text in chunks. */
export type Source = {
  /** For messages. */
  readonly name: string
  /** Throws what the file system throws, and a `TypeError` for what is no UTF-8. */
  readonly chunks: AsyncIterable<string>
}

const chunkBytes = 1 << 18

export function sourceOf(file: string): Source {
  if (file === '-') return { name: 'standard input', chunks: texts(process.stdin) }
  return { name: file, chunks: texts(createReadStream(file, { highWaterMark: chunkBytes })) }
}

/** Most files have no other characters than those of ASCII, and for these there is a faster way. */
async function* texts(bytes: AsyncIterable<unknown>): AsyncIterable<string> {
  let decoder: TextDecoder | undefined
  for await (const chunk of bytes) {
    if (!Buffer.isBuffer(chunk)) continue
    if (decoder === undefined && isAscii(chunk)) yield chunk.toString('latin1')
    else {
      decoder ??= new TextDecoder('utf-8', { fatal: true })
      yield decoder.decode(chunk, { stream: true })
    }
  }
  if (decoder !== undefined) yield decoder.decode()
}

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
