/** What the measuring process says of one solution, one line of JSON each. */
export interface Measured {
  readonly solution: string
  readonly what:
    | 'naive walk'
    | 'plain walk'
    | 'walk, history checked'
    | 'walk, history checked by the port'
    | 'timed'
    | 'hunt'
    | 'fast-check'
  readonly schedules: number
  readonly steps: number
  /** Of the fastest round. */
  readonly cpuSeconds: number
}
