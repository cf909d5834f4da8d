/** A room of the house: a folder, and the rooms it may import from. The table of docs/ARCHITECTURE.md. */
export interface Room {
  readonly path: string
  readonly mayImport: readonly string[]
  /** Packages, `node:` modules included. */
  readonly packages: readonly string[]
  /** Pure rooms know no clock, no promise and no randomness. */
  readonly isPure: boolean
  /** Rooms that serve every protocol do not know the names of one. */
  readonly isGeneral: boolean
}

/** The first that matches counts: a file belongs to the room with the longest path. */
export const rooms: readonly Room[] = [
  { path: 'checker', mayImport: ['checker/recorder'], packages: [], isPure: true, isGeneral: true },
  // It waits for calls of a real store.
  { path: 'checker/recorder', mayImport: ['checker'], packages: [], isPure: false, isGeneral: true },
  { path: 'src/port', mayImport: [], packages: [], isPure: true, isGeneral: true },
  { path: 'src/services', mayImport: ['src/port', 'checker'], packages: [], isPure: true, isGeneral: true },
  {
    path: 'src/labs',
    // Lenses, marks and diagnoses read traces; scenarios are plans.
    mayImport: ['src/port', 'src/services', 'src/trace', 'src/schedule'],
    packages: [],
    isPure: true,
    isGeneral: false,
  },
  {
    path: 'src/reference',
    mayImport: ['src/port', 'src/labs', 'src/services'],
    packages: [],
    isPure: true,
    isGeneral: false,
  },
  { path: 'src/world', mayImport: ['src/port', 'src/trace'], packages: [], isPure: true, isGeneral: true },
  { path: 'src/trace', mayImport: ['src/port', 'checker'], packages: [], isPure: true, isGeneral: true },
  {
    path: 'src/schedule',
    mayImport: ['src/world', 'src/trace', 'src/port'],
    packages: ['fast-check', 'seedrandom'],
    isPure: true,
    isGeneral: true,
  },
  {
    path: 'src/hunt',
    mayImport: ['src/schedule', 'src/explore', 'src/world', 'src/trace', 'src/port'],
    packages: [],
    isPure: true,
    isGeneral: true,
  },
  {
    path: 'src/explore',
    mayImport: ['src/world', 'src/trace', 'src/port'],
    packages: [],
    isPure: true,
    isGeneral: true,
  },
  { path: 'src/explain', mayImport: ['src/trace', 'src/port'], packages: [], isPure: true, isGeneral: true },
  { path: 'src/report', mayImport: ['src/explain'], packages: ['picocolors'], isPure: true, isGeneral: true },
  {
    path: 'src/grade',
    mayImport: [
      'src/grade/sandbox',
      'src/hunt',
      'src/explore',
      'src/explain',
      'src/labs',
      // One part of a solution is examined beside the other parts of a right one.
      'src/reference',
      'src/port',
      'src/services',
      'src/schedule',
      'src/trace',
      'src',
    ],
    packages: ['node:*', 'esbuild', 'acorn', 'acorn-walk', 'typescript', 'yaml'],
    isPure: false,
    isGeneral: false,
  },
  {
    path: 'src/grade/sandbox',
    // In the process of a solution a world plays whole runs, and single nodes live as explored ones do.
    mayImport: [
      'src/grade',
      'src/explore',
      'src/labs',
      'src/port',
      'src/services',
      'src/schedule',
      'src/trace',
      'src/world',
    ],
    packages: ['node:*', 'ses'],
    isPure: false,
    isGeneral: false,
  },
  { path: 'src/cli', mayImport: ['*'], packages: ['*'], isPure: false, isGeneral: false },
  {
    path: 'properties',
    mayImport: ['checker', 'src/trace', 'src/labs', 'src/port', 'src/services'],
    packages: [],
    isPure: true,
    isGeneral: false,
  },
  // Files directly in src put rooms together.
  { path: 'src', mayImport: ['*'], packages: ['fast-check'], isPure: false, isGeneral: false },
]
