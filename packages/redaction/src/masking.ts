import type { Heard } from './known/heard.ts'
import { takenOut } from './known/taken-out.ts'
import { mask } from './mask.ts'
import { maskKeys } from './pem.ts'
import { withoutSecrets } from './without-secrets.ts'

/** How to mask one string, in one look at all of them after the other. */
export interface Masking {
  text(text: string): string
  keys(text: string, insideKey: boolean): ReturnType<typeof maskKeys>
  secret(value: string): string
  /** Whether something was given away since the last look, so that it may stand where it was passed over: a look for that. */
  again(): boolean
}

/** A text that gives away more is one that is made for it. */
const mostGivenAway = 1_000

/** `hide` takes out what is known once; what a name or a shape gives away is noted in `memory` and hidden from then on. */
export function masking(hide: (text: string) => string, memory: Heard): Masking {
  let isFirst = true
  let isNew = false
  let left = mostGivenAway
  const note = (taken: readonly string[]): void => {
    if (left <= 0) return
    const fresh = memory.note(taken)
    left -= fresh
    if (fresh > 0) isNew = true
  }
  return {
    text(text) {
      const unknown = memory.hide(isFirst ? hide(text) : text)
      if (!isFirst && unknown === text) return text
      const masked = withoutSecrets(unknown)
      if (masked !== unknown) note(takenOut(unknown, masked))
      return masked
    },
    keys(text, insideKey) {
      const keyless = maskKeys(text, insideKey)
      if (keyless.text !== text) note(takenOut(text, keyless.text))
      return keyless
    },
    secret(value) {
      if (value !== mask) note([value])
      return mask
    },
    again() {
      const isBehind = isNew
      isFirst = isNew = false
      return isBehind
    },
  }
}

/** The third finds what stands beside a mask of the second; that is little, and the time stays linear. */
const mostLooks = 3

/** Looks until nothing new was given away, three times at most. */
export function untilSettled<T, Shown extends T>(
  value: T,
  masking: Masking,
  look: (value: T, masking: Masking) => Shown,
): Shown {
  let shown = look(value, masking)
  for (let looks = 1; masking.again() && looks < mostLooks; looks += 1) shown = look(shown, masking)
  return shown
}
