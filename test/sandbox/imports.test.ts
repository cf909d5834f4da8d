import { imports } from './groups/imports.ts'
import { holds } from './holds.ts'

holds(imports)
