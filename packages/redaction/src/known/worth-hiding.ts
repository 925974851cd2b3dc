import { saysNothing } from '../prose.ts'
import { shortestSecret } from './forms.ts'

/** A word, a path or a number would be found where no secret is; whoever chose a word as a secret has none. */
const word = /^[A-Z]?[a-z]*(?:[-_.:/ ][A-Z]?[a-z]*)*$|^[A-Z]+(?:[-_. ][A-Z]+)*$/
const path = /^\.{0,2}(?:\/[\w.-]+)+\/?$/
const instant = /^\d{4}-\d\d-\d\d(?:[T ][\d:.]+Z?)?$/

export const isWorthHiding = (value: string): boolean =>
  value.length >= shortestSecret &&
  !saysNothing(value) &&
  !(value.length < 16 && word.test(value)) &&
  !(path.test(value) && !isMachineMade(value)) &&
  !/^\d{1,7}$/.test(value) &&
  !instant.test(value)

/** Nothing that a person writes changes so often between small letters, capitals and digits. */
export function isMachineMade(value: string): boolean {
  if (!/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/=-]{20,512}$/.test(value) || value.includes('//')) return false
  const kinds = value.replaceAll(/\d/g, '0').replaceAll(/[a-z]/g, 'a').replaceAll(/[A-Z]/g, 'A')
  const changes = Array.from(kinds).filter((kind, at) => at > 0 && kind !== kinds[at - 1]).length
  return changes >= value.length * 0.4
}
