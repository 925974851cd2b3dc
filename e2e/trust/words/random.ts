/** Numbers that are the same for the same seed on every machine. */
export interface Random {
  /** A whole number from 0 to `below - 1`. */
  readonly below: (below: number) => number
  readonly pick: <T>(from: readonly [T, ...(readonly T[])]) => T
  /** True once in `times`. */
  readonly once: (times: number) => boolean
}

const mixed = (value: number): number => {
  const first = Math.imul(value ^ (value >>> 16), 0x21f0aaad)
  const second = Math.imul(first ^ (first >>> 15), 0x735a2d97)
  return (second ^ (second >>> 15)) >>> 0
}

/** The numbers of one input: `index` may be drawn alone, whoever draws the others. */
export function randomOf(seed: number, index: number): Random {
  let state = mixed(mixed(seed) + index)
  const below = (limit: number): number => {
    state = (state + 0x9e3779b9) | 0
    return Math.floor((mixed(state) / 0x1_0000_0000) * limit)
  }
  return {
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
    once: (times) => below(times) === 0,
  }
}

/** The same things in another order. */
export function shuffled<T>(random: Random, things: readonly T[]): readonly T[] {
  const all = [...things]
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1)
    const [a, b] = [all[last], all[other]]
    if (a !== undefined && b !== undefined) [all[last], all[other]] = [b, a]
  }
  return all
}
