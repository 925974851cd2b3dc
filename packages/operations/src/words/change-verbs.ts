import type { ChangeDefinition } from '../definition.ts'
import type { OperationKind } from '../operation.ts'
import { kinds, operations } from '../operations.ts'
import { withParticle } from './change.ts'

/** The changes with their definitions. */
export const changes: readonly (readonly [OperationKind, ChangeDefinition])[] = kinds.flatMap((kind) => {
  const definition = operations[kind]
  return definition.access === 'change' ? [[kind, definition] as const] : []
})

/** What a change is called: single words first, since `shut` of `shut down` says nothing alone. */
const rows = changes.flatMap(([kind, { words }]) =>
  [
    ...words.verbs
      .filter(({ faint }) => !faint)
      .flatMap((verb) => [withParticle(verb, verb.base), withParticle(verb, verb.ing)]),
    ...(words.speaks ?? []),
  ].map((form) => [form, kind] as const),
)

/** Every base form and `-ing` form that asks for a change, with the changes it may ask for. */
export const changeVerbs: readonly (readonly [string, OperationKind])[] = rows

/** Those of one word. */
export const changeWords: ReadonlySet<string> = new Set(
  rows.map(([form]) => form).filter((form) => !form.includes(' ')),
)

/** Every form that tells of a change that happened, such as `restarted`. */
export const pastForms: ReadonlySet<string> = new Set(
  changes.flatMap(([, { words }]) => words.verbs.map(({ past }) => past)).filter((past) => !past.includes(' ')),
)

const forms = rows.map(([verb, kind]) => {
  const [first = '', ...particle] = verb.split(' ')
  const near = particle.length === 0 ? '' : `(?: \\S+){0,3}? ${particle.join(' ')}`
  return { kind, first, pattern: new RegExp(` ${first}${near}(?= |$)`) }
})

/** The changes that a text mentions in a form that asks. */
export function changesIn(text: string): ReadonlySet<OperationKind> {
  const words = new Set(text.split(' '))
  return new Set(forms.filter(({ first, pattern }) => words.has(first) && pattern.test(text)).map(({ kind }) => kind))
}
