const size = 32
const looksOfEach = 5

/** How long 95 of 100 looks take at most, in milliseconds, where so many look at once and again as soon as they have seen. */
export async function p95OfCrowd(look: () => Promise<void>): Promise<number> {
  const tookMs: number[] = []
  const one = async (): Promise<void> => {
    for (let nth = 0; nth < looksOfEach; nth += 1) {
      const from = performance.now()
      await look()
      tookMs.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: size }, one))
  return tookMs.toSorted((a, b) => a - b)[Math.floor(tookMs.length * 0.95)] ?? Number.POSITIVE_INFINITY
}
