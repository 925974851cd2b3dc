/** Lets work through while what it weighs together is below a bound; whoever waits goes in the order of coming. */
export type Turns = <T>(weight: number, work: () => Promise<T>) => Promise<T>

export function turns(most: number): Turns {
  let held = 0
  const waiting: { readonly weight: number; readonly go: () => void }[] = []
  // One that alone weighs more than the bound goes when nobody else does.
  const fits = (weight: number): boolean => held === 0 || held + weight <= most
  const next = (): void => {
    for (let first = waiting[0]; first && fits(first.weight); first = waiting[0]) {
      waiting.shift()
      held += first.weight
      first.go()
    }
  }
  return async (weight, work) => {
    await new Promise<void>((go) => {
      waiting.push({ weight, go })
      next()
    })
    try {
      return await work()
    } finally {
      held -= weight
      next()
    }
  }
}
