/** SQLSTATE of a transaction that the server gave up so that another could go on: deadlock, serialization. */
const givenUp = new Set(['40P01', '40001'])
const mostTries = 4

/** Does it again while the server gives it up in favour of others. `work` must be a whole transaction. */
export async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await work()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (!givenUp.has(code) || tries === mostTries) throw error
    }
}
