/** The sum of the parts; of which one is not known the sum is not known. */
export const sum = (parts: readonly (number | null)[]): number | null =>
  parts.reduce<number | null>((all, part) => (all === null || part === null ? null : all + part), 0)
