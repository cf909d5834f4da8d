/** From so many names on, a table is quicker than a list. */
const listedMax = 16

/**
 * Names of pending timers, in the order in which they were set. Most nodes have one or two, which come and go at every
 * third step: a table would be made anew again and again.
 */
export class Timers {
  #list: string[] = []
  #table: Set<string> | null = null

  get names(): Iterable<string> {
    return this.#table ?? this.#list
  }

  has(name: string): boolean {
    return this.#table === null ? this.#list.includes(name) : this.#table.has(name)
  }

  set(name: string): void {
    if (this.has(name)) return
    if (this.#table === null && this.#list.length < listedMax) this.#list.push(name)
    else (this.#table ??= new Set(this.#list)).add(name)
  }

  /** Whether it was pending. */
  delete(name: string): boolean {
    if (this.#table !== null) return this.#table.delete(name)
    const list = this.#list
    const at = list.indexOf(name)
    if (at < 0) return false
    // Not `splice`, which makes a list of what it takes out.
    for (let i = at + 1; i < list.length; i += 1) list[i - 1] = list[i] ?? ''
    list.pop()
    return true
  }

  clear(): void {
    this.#list = []
    this.#table = null
  }
}
