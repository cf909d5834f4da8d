import { expect, test } from 'vitest'
import { renderMermaid } from '../../src/report/index.ts'
import { explanation } from './deposed.ts'

test('the diagram is a Mermaid sequence diagram', () => {
  expect(renderMermaid(explanation)).toMatchInlineSnapshot(`
    "sequenceDiagram
      participant c1
      participant c2
      participant s1
      participant s2
      participant s3
      participant vs
      s1->>vs: 1. Ping v0
      Note over c1,vs: view 1: primary s1, backup s2
      vs->>s1: 2. ViewReply v1
      s1->>vs: 3. Ping v1
      vs->>s2: 4. ViewReply v1
      Note over c1: c1 calls put x a
      c1-xs1: Request v1 c1#35;1 put x a is lost
      Note over vs: vs timer check
      Note over c1,vs: view 2: primary s2, no backup
      vs-xs1: ViewReply v2 is lost
      vs->>s2: 7. ViewReply v2
      c1->>s2: 8. Request v2 c1#35;1 put x a (late: sent at step 5, before view 2)
      Note over s2: s2 executes put x a → "ok"
      s2->>c1: 9. Reply v2 c1#35;1 → "ok"
      Note over c1: c1 returns "ok"
      Note over s3: s3 joins, with no state
      Note over s2: s2 crashes
      Note over c2: c2 calls get x
      c2->>s1: 13. Request v1 c2#35;1 get x
      Note over s1: s1 executes get x → null
      Note over c1,vs: ▲ here it went wrong: Rule 2
      s1->>c2: 14. Reply v1 c2#35;1 → null
      Note over c2: c2 returns null
      Note over c1,vs: ▲ and here it shows
    "
  `)
})
