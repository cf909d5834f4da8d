import { serveJobs } from '../pool.ts'
import { fateOf } from './hunt-generated.ts'

serveJobs(fateOf)
