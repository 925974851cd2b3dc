import { setTimeout as pause } from 'node:timers/promises'

export interface Wait {
  /** The end of the sentence "waited 5000 ms for …". */
  readonly what: string
  readonly deadlineMs: number
  /** Pause between two looks; 25 ms unless told. */
  readonly everyMs?: number
}

/**
 * Looks again and again until `condition` gives something that is neither `false` nor `undefined`, and returns that.
 * A condition that throws ends the wait with its error. Past the deadline it throws a sentence.
 */
export async function until<T>(
  condition: () => Promise<T | false | undefined> | T | false | undefined,
  wait: Wait,
): Promise<T> {
  const end = performance.now() + wait.deadlineMs
  for (;;) {
    const value = await condition()
    if (value !== false && value !== undefined) return value
    if (performance.now() >= end) throw new Error(`waited ${wait.deadlineMs} ms for ${wait.what}, in vain`)
    await pause(wait.everyMs ?? 25)
  }
}
