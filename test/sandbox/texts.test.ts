import { texts } from './groups/texts.ts'
import { holds } from './holds.ts'

holds(texts)
