/** The value below which `share` of the sorted values lie, rounded to two decimals; by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]
  if (value === undefined) throw new Error('expected at least one value')
  return Math.round(value * 100) / 100
}
