/** What a row makes of captured text: a field, `undefined` where nothing was said, or `wrong` where no operation can mean it. */
export const wrong = Symbol('no operation means this')
export type Value = string | number | boolean | readonly string[] | undefined | typeof wrong

export const on = (text: string | undefined): boolean => text !== undefined

export function between(least: number, most: number, text: string | undefined): Value {
  if (text === undefined) return undefined
  const number = Number(text)
  return number >= least && number <= most ? number : wrong
}

const unitSeconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 }

/** Seconds of `1h30m`. */
export function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  let sum = 0
  for (const [, count, unit] of text.matchAll(/([0-9]+)([hms])/g)) sum += Number(count) * (unitSeconds[unit ?? ''] ?? 0)
  return sum
}

const mostSeconds = 366 * 86_400

/** Seconds ago, at least `least` and at most a year. */
export const ago = (least: number, text: string | undefined): Value => {
  const past = seconds(text)
  return past === undefined ? undefined : between(least, mostSeconds, String(past))
}

const unitBytes: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

/** Bytes of `512m`; units are binary, a bare number is bytes. */
export function bytes(least: number, text: string | undefined): Value {
  if (text === undefined) return undefined
  const [, count, unit] = /^([0-9]+)([bkmg]?)$/.exec(text.toLowerCase()) ?? []
  return between(least, Number.MAX_SAFE_INTEGER, String(Number(count) * (unitBytes[unit || 'b'] ?? Number.NaN)))
}

const numbered: Readonly<Record<string, string>> = {
  1: 'HUP',
  2: 'INT',
  3: 'QUIT',
  6: 'ABRT',
  9: 'KILL',
  10: 'USR1',
  12: 'USR2',
  15: 'TERM',
  28: 'WINCH',
}

/** The bare name of `SIGHUP`, `HUP` or `1`. */
export function signal(text: string | undefined): Value {
  if (text === undefined) return 'KILL'
  const bare = text.replace(/^SIG/, '')
  const named = numbered[text] ?? bare
  return Object.values(numbered).includes(named) ? named : wrong
}
