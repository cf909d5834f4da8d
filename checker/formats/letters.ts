/** A place in a text of ASCII: it moves on over what is looked for, if that comes next. */
export class Letters {
  /** The position of the next letter. Meaningless once something did not come. */
  at = 0
  #text = ''
  /** The letters of the text, and a zero behind the last: it is no letter of JSON, so nobody reads on. */
  #codes = new Uint8Array(1)
  /** Texts that came lately, each in the slot of its hash, and their letters. More slots when many are new. */
  #slotBits = 4
  #recent: string[] = emptyTexts(1 << this.#slotBits)
  #recentCodes = new Uint8Array(recentLettersMax << this.#slotBits)
  #new = 0

  /** Takes up a text. False: it has other characters than those of ASCII, and must not be read here. */
  load(text: string): boolean {
    if (this.#codes.length <= text.length) this.#codes = new Uint8Array(text.length + 1)
    const { read, written } = encoder.encodeInto(text, this.#codes)
    this.#codes[text.length] = 0
    this.#text = text
    return read === text.length && written === text.length
  }

  /** Do these letters come next? */
  passes(letters: Uint8Array): boolean {
    const codes = this.#codes
    const start = this.at
    for (let index = 0; index < letters.length; index++)
      if (codes[start + index] !== letters[index]) return false
    this.at = start + letters.length
    return true
  }

  /** The text up to the next quote, and past that, where each letter stands for itself. */
  text(): string | undefined {
    const codes = this.#codes
    const start = this.at
    let hash = 0
    let end = start
    for (; ; end++) {
      const code = codes[end] ?? 0
      if (code === quote) break
      if (code < space || code === backslash) return undefined
      hash = (Math.imul(hash, 31) + code) | 0
    }
    this.at = end + 1
    return this.#known(start, end, hash)
  }

  /** A whole number that is not negative and has no more than 15 digits: all of these are safe. */
  whole(): number | undefined {
    const codes = this.#codes
    const start = this.at
    let value = 0
    let end = start
    for (; ; end++) {
      const digit = (codes[end] ?? 0) - zero
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    const digits = end - start
    if (digits === 0 || digits > 15 || (digits > 1 && codes[start] === zero)) return undefined
    this.at = end
    return value
  }

  /** A text that came lately is the same string: that costs no memory, and is compared at once. */
  #known(start: number, end: number, hash: number): string {
    const length = end - start
    if (length > recentLettersMax) return this.#own(start, end)
    const slot = Math.imul(hash, spreading) >>> (32 - this.#slotBits)
    const [codes, recentCodes, first] = [this.#codes, this.#recentCodes, slot * recentLettersMax]
    const recent = this.#recent[slot] ?? ''
    let same = recent.length === length ? 0 : -1
    while (same >= 0 && same < length)
      same = recentCodes[first + same] === codes[start + same] ? same + 1 : -1
    if (same >= 0) return recent
    const own = this.#own(start, end)
    for (let index = 0; index < length; index++) recentCodes[first + index] = codes[start + index] ?? 0
    this.#recent[slot] = own
    this.#new += 1
    if (this.#new >> this.#slotBits > 4 && this.#slotBits < slotBitsMax) this.#grow()
    return own
  }

  #grow(): void {
    this.#new = 0
    this.#slotBits += 3
    this.#recent = emptyTexts(1 << this.#slotBits)
    this.#recentCodes = new Uint8Array(recentLettersMax << this.#slotBits)
  }

  /** A string that holds its own letters only: a long slice would keep the whole text in memory. */
  #own(start: number, end: number): string {
    if (end - start <= copiedLettersMax) return this.#text.slice(start, end)
    // The cast: it is a text in quotes.
    return JSON.parse(this.#text.slice(start - 1, end + 1)) as string
  }
}

/** The letters of a text in ASCII. */
export function lettersOf(text: string): Uint8Array {
  return encoder.encode(text)
}

function emptyTexts(count: number): string[] {
  return Array.from({ length: count }, () => '')
}

const encoder = new TextEncoder()
const slotBitsMax = 13
/** An odd number near 2^32 divided by the golden ratio. Source: Knuth, The Art of Computer Programming 3, 6.4. */
const spreading = 0x9e3779b1
const recentLettersMax = 24
/** A slice of so few letters is a copy. Source: V8, `SlicedString::kMinLength`. */
const copiedLettersMax = 12
const [quote, backslash, space, zero] = [0x22, 0x5c, 0x20, 0x30]
