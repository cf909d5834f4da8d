import { TextDecoder } from 'node:util'

/** A text that is not in UTF-8. Its line counts from 1; `beginning` is that of the file, where it is known. */
export class NoText extends Error {
  override readonly name = 'NoText'
  readonly line: number

  constructor(line: number, bytes: Uint8Array, beginning: Uint8Array) {
    const first = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0'))
    super(`expected text in UTF-8, got the bytes ${first.join(' ')}: ${adviceFor(beginning)}`)
    this.line = line
  }
}

const signatures = [
  [[0x1f, 0x8b], 'it seems to be packed with gzip: unpack it first'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'it seems to be packed with zstd: unpack it first'],
  [[0x50, 0x4b, 0x03, 0x04], 'it seems to be a zip archive: unpack it first'],
  [[0xff, 0xfe], 'it seems to be UTF-16: convert it, with iconv for instance'],
  [[0xfe, 0xff], 'it seems to be UTF-16: convert it, with iconv for instance'],
] as const

function adviceFor(bytes: Uint8Array): string {
  const known = signatures.find(([signature]) => signature.every((byte, at) => bytes[at] === byte))
  return known?.[1] ?? 'give the file as it was recorded, or convert it, with iconv for instance'
}

/** Where the first byte is that belongs to no whole character. */
export function firstBadByte(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length + 1]
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1
    if (isText(bytes.subarray(0, middle), 'so far')) good = middle
    else bad = middle
  }
  while (!isText(bytes.subarray(0, good), 'as a whole')) good -= 1
  return good
}

function isText(bytes: Uint8Array, how: 'so far' | 'as a whole'): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: how === 'so far' })
    return true
  } catch {
    return false
  }
}

/** What the file system says, in words, and what to do; undefined for what is not about a file. */
export function troubleWith(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error)) return undefined
  switch ('code' in error ? error.code : undefined) {
    case 'ENOENT':
      return 'expected a file, got a name that nothing has: correct the name, or the folder it is taken from'
    case 'ENOTDIR':
      return 'expected a file, got a name that goes through one that is no folder: correct the name'
    case 'EISDIR':
      return 'expected a file, got a directory: name the files in it'
    case 'EACCES':
    case 'EPERM':
      return 'expected a file that you may read, got none: ask for the permission, or copy it'
    default:
      return `cannot read it: ${error.message}`
  }
}
