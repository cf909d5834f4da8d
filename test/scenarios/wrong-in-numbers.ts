import type { Out, PrimaryBackup, Request, Result, View } from '../../src/labs/primary-backup/index.ts'
import hotStandby, { Server } from '../../src/reference/hot-standby/index.ts'

/** Wrong solutions that go well as long as little happens: they are right about small numbers only. */

function withServer(server: PrimaryBackup['server']): PrimaryBackup {
  return { ...hotStandby, server }
}

export const comparesTexts = withServer(
  /** Numbers as texts: view 10 is not newer than view 9. */
  class extends Server {
    protected override isNews(view: View): boolean {
      return String(view.number) > String(this.view.number)
    }
  },
)

export const remembersTen = withServer(
  /** Knows requests of the last ten clients again. */
  class extends Server {
    protected override execute(request: Request): Result {
      this.answered.delete(request.id.client)
      const result = super.execute(request)
      this.answered = new Map([...this.answered].slice(-10))
      return result
    }
  },
)

export const triesTwenty = withServer(
  /** Forwards twenty times and then no more. */
  class extends Server {
    protected tries = 0

    protected override serve(request: Request, out: Out): void {
      if (this.pending === null) this.tries = 0
      super.serve(request, out)
    }

    protected override forward(out: Out): void {
      this.tries += 1
      if (this.tries <= 20) super.forward(out)
    }
  },
)
