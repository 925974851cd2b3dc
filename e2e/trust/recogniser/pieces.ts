/** Regular expressions, as text, of what a docker command line is made of. All are ASCII; nothing is unquoted or unescaped. */
export const gap = ' +'
export const name = '[A-Za-z0-9][A-Za-z0-9_.-]{0,253}'

/** A name beside the target's, e.g. of a network. */
export const shortName = '[A-Za-z0-9][A-Za-z0-9_.-]{0,127}'

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const host = '[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?'

/** An image by a plain name or by `registry:5000/shop/web:1.2@sha256:…`. */
export const imageName = `(?:${name}|(?:${host}/)?${component}(?:/${component})*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?)`

/** Decimal without sign or leading zero: docker reads `010` as octal in some flags and as ten in others. */
export const whole = '(?:0|[1-9][0-9]{0,15})'

/**
 * A Go duration in whole seconds, decimal also with leading zeros. A bare number is no duration: docker reads it as
 * seconds since 1970.
 */
export const duration = '(?=[0-9])(?:[0-9]{1,5}h)?(?:[0-9]{1,6}m)?(?:[0-9]{1,8}s)?'

const part = '\\.State(?:\\.Health(?:\\.Status)?|\\.Status|\\.Running)?'
const template = `\\{\\{(?:${part}|json \\.State(?:\\.Health|\\.Status)?)\\}\\}`

/** A Go template that shows the state of a container, or a part of it; without quotes only where it has no space. */
export const stateFormat = `(?:'${template}'|"${template}"|\\{\\{${part}\\}\\})`

/** A flag with a value: `--tail 5`, `--tail=5`; with a short form also `-n 5`, `-n=5`, `-n5`. The value is captured. */
export function valued(value: string, long: readonly string[], short?: string): string {
  const forms = long.map((flag) => `--${flag}(?:${gap}|=)`)
  if (short !== undefined) forms.push(`-${short}(?:${gap}|=)?`)
  return `(?:${forms.join('|')})(${value})`
}

/** A flag that is said or not: `--all`, `-a`, `--all=true`. */
export const switched = (long: string, short?: string): string =>
  `(?:--${long}${short === undefined ? '' : `|-${short}`})(?:=true)?()`
