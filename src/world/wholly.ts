import { isOverflow } from './offences.ts'

/**
 * Runs what a solution asks of the harness. At the end of the stack it may be done by half, wherever its calls find no
 * more room, and whoever catches the error could go on: it is remembered what was begun and not ended.
 */
export class Wholly {
  /** How many things were begun and not ended. Whoever counts does so without a call, which might find no room either. */
  begun = 0
  #error: unknown = null

  /** A handler begins. */
  reset(): void {
    this.begun = 0
    this.#error = null
  }

  /** What `act` throws otherwise is an answer, too. */
  readonly run = <T>(act: () => T): T => {
    this.begun += 1
    try {
      const answer = act()
      this.begun -= 1
      return answer
    } catch (error) {
      this.end(error)
      throw error
    }
  }

  /** What was begun has thrown. */
  end(error: unknown): void {
    if (isOverflow(error)) this.#error ??= error
    else this.begun -= 1
  }

  /** Whether something was done by half since the handler began, and what was thrown, if that is known. */
  get halfDone(): { readonly error: unknown } | null {
    return this.begun === 0 ? null : { error: this.#error }
  }
}
