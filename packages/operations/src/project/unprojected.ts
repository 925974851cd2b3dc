import type { Projection } from './projection.ts'

/** Stands where a projection is still to be written. */
export const unprojected = (): Projection<null> => ({ data: null, text: '' })
