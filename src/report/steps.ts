/** `1 step`, `2 steps`. */
export function countedSteps(count: number): string {
  return `${count} step${count === 1 ? '' : 's'}`
}

/** Step 0 is the start of the nodes that were there from the beginning. */
export function nameOfStep(step: number): string {
  return step === 0 ? 'start' : String(step)
}
