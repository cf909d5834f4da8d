import { connect, type Socket } from 'node:net'

/** A value of Redis' protocol, version 2. Errors are rejections. */
export type Reply = string | number | null | readonly Reply[]

export type RedisClient = {
  readonly send: (...words: readonly string[]) => Promise<Reply>
  readonly close: () => void
}

/** One connection; its replies come in the order of its commands. */
export async function openClient(port: number): Promise<RedisClient> {
  const socket = await connected(port)
  const waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void }[] = []
  let buffer = ''
  // Latin 1: one character for each byte, so that lengths in bytes are lengths of the string.
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    buffer += chunk
    for (let parsed = parse(buffer, 0); parsed !== undefined; parsed = parse(buffer, 0)) {
      buffer = buffer.slice(parsed.end)
      const next = waiting.shift()
      if (parsed.reply instanceof Error) next?.reject(parsed.reply)
      else next?.resolve(parsed.reply)
    }
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    for (const { reject } of waiting.splice(0)) reject(new Error('the connection was closed'))
  })
  return {
    send: (...words) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('the connection was closed'))
        waiting.push({ resolve, reject })
        socket.write(encode(words), 'latin1')
      }),
    close: () => socket.destroy(),
  }
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
    socket.once('error', reject)
  })
}

function encode(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`
}

type Parsed<Value> = { readonly reply: Value; readonly end: number }

/** The reply that begins at a place, and where it ends; `undefined` when it is not all there yet. */
function parse(text: string, start: number): Parsed<Reply | Error> | undefined {
  const lineEnd = text.indexOf('\r\n', start)
  if (lineEnd === -1) return undefined
  const line = text.slice(start + 1, lineEnd)
  const end = lineEnd + 2
  switch (text[start]) {
    case '+':
      return { reply: line, end }
    case '-':
      return { reply: new Error(line), end }
    case ':':
      return { reply: Number(line), end }
    case '$': {
      const length = Number(line)
      if (length === -1) return { reply: null, end }
      if (text.length < end + length + 2) return undefined
      return { reply: text.slice(end, end + length), end: end + length + 2 }
    }
    case '*':
      return parseMany(text, end, Number(line))
    default:
      throw new Error(`expected a reply of Redis, got ${JSON.stringify(text.slice(start, start + 40))}`)
  }
}

function parseMany(text: string, start: number, count: number): Parsed<Reply | Error> | undefined {
  const replies: Reply[] = []
  let end = start
  for (let n = 0; n < count; n++) {
    const parsed = parse(text, end)
    if (parsed === undefined) return undefined
    if (parsed.reply instanceof Error) return parsed
    replies.push(parsed.reply)
    end = parsed.end
  }
  return { reply: replies, end }
}
