import type { ClassBody, Node } from 'acorn'
import { full } from 'acorn-walk'
import { placeOf } from './editor.ts'
import type { Locator } from './locator.ts'
import type { Problem } from './problem.ts'

/** `#private` members of the solution's classes: what the harness cannot see, it cannot save. */
export function privateMembersOf(tree: Node, locator: Locator): readonly Problem[] {
  const problems: Problem[] = []
  full(tree, (node) => {
    if (node.type !== 'ClassBody') return
    // The walk hands over the base type; the test of `type` says which it is.
    for (const member of (node as ClassBody).body) {
      if (member.type === 'StaticBlock' || member.key.type !== 'PrivateIdentifier') continue
      const { name } = member.key
      const where = locator.where(placeOf(member))
      const kind = member.type === 'MethodDefinition' ? 'method' : 'field'
      const instead = where !== null && /\.m?js:\d+$/.test(where) ? name : `private ${name}`
      problems.push({
        where,
        message:
          `\`#${name}\` is a private ${kind}; the harness saves and restores nodes and cannot see it: ` +
          `write \`${instead}\``,
      })
    }
  })
  return problems
}
