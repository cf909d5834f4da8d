/** What a frame holds: a position, a state, flags, and the operation that is being tried. */
export const frameInts = 8
export const framePosition = 0
export const frameState = 1
export const frameFlags = 2
export const frameMove = 3
/** And where they are one word each, three sets of slots; else `Masks` holds them. */
export const frameUsed = 4
export const frameOwed = 5
export const frameCandidates = 6
/** In place of an operation: the operation that returns here was left hidden. */
export const skipped = -1

/** Flags of a frame. The last operation was total, and nobody saw what it left: no write may follow it. */
export const barren = 1
/** The operation that returns here is not owed: it may be left hidden. */
export const maySkip = 2
/** What returns here is legal: it is to be tried before anything else is looked at. */
export const untried = 4
/** It has been tried; the other candidates are still to be found. */
export const unsearched = 8

/** What to do with an operation that returns, is neither owed nor used, and could be shown. */
export const show = 0
export const showOrPass = 1
export const pass = 2
