/** Thrown for a class that cannot be graded as it was asked: what was expected, what came, what to do next. */
export class BadClass extends Error {
  override readonly name = 'BadClass'
}
