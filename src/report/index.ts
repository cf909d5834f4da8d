export type { TextOptions } from './text.ts'
export { renderStory, renderText } from './text.ts'
export { renderMermaid } from './mermaid.ts'
export { wrap } from './paint.ts'
