/** `a Forward`, `an Accepted`: names of messages are the solution's own. */
export function withArticle(name: string): string {
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`
}
