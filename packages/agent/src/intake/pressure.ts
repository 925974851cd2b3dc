/** Bodies in hand above which taking them in comes before everything that is done with them. */
const most = 8

/** How hard senders press: what is told of alerts in time matters more than what is done about them a little sooner. */
export interface Pressure {
  /** A body came; the answer is to be called when it is answered. */
  came(): () => void
  /** More are in hand than are taken in at once. */
  pressed(): boolean
}

export function pressure(): Pressure {
  let inHand = 0
  return {
    came() {
      inHand += 1
      let answered = false
      return () => {
        if (!answered) inHand -= 1
        answered = true
      }
    },
    pressed: () => inHand > most,
  }
}
