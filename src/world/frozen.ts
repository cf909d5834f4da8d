/** An object of functions that a solution is handed: nothing can be kept there or replaced. */
export function frozen<T extends object>(functions: T): T {
  for (const each of Object.values(functions)) Object.freeze(each)
  return Object.freeze(functions)
}
