export * from './core.ts'
export * from './explain/index.ts'
export * from './models/index.ts'
export * from './port/index.ts'
