/**
 * What is done in a search, counted: states bound its memory, but a node that comes to ever more states makes few of
 * them dear. One unit is the least there is to do: to look at one outcome of one state of a node, about a tenth of a
 * microsecond. Nothing here depends on time, so that the same search always ends at the same place.
 */
export class Work {
  spent = 0
  #max = Infinity

  /** From here on up to so many units more. */
  limit(units: number): void {
    this.#max = this.spent + units
  }

  /** What has been found may be told, whatever that takes. */
  lift(): void {
    this.#max = Infinity
  }

  /** Throws `OutOfWork` where that is more than may be done. */
  charge(units: number): void {
    this.spent += units
    if (this.spent > this.#max) throw new OutOfWork()
  }
}

/** Thrown where a search has done all the work that it may do. */
export class OutOfWork extends Error {
  override readonly name = 'OutOfWork'
}
