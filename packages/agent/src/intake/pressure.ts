/** Bodies in hand above which taking them in comes before everything that is done with them. */
const most = 8
/** A large body is as much work as many small ones. */
const bytesOfOne = 64 * 1024

/** How hard senders press: what is told of alerts in time matters more than what is done about them a little sooner. */
export interface Pressure {
  /** A body of so many bytes came, 0 where its sender does not say; the answer is to be called when it is answered. */
  came(bytes: number): () => void
  /** More are in hand than are taken in at once. */
  pressed(): boolean
}

export function pressure(): Pressure {
  let inHand = 0
  return {
    came(bytes) {
      const weight = Math.max(1, bytes / bytesOfOne)
      inHand += weight
      let answered = false
      return () => {
        if (!answered) inHand -= weight
        answered = true
      }
    },
    pressed: () => inHand > most,
  }
}
