import type { OperationKind } from '../operation.ts'
import { kinds, operations } from '../operations.ts'

/** What a change is called: single words first, since `shut` of `shut down` says nothing alone. */
const rows = kinds.flatMap((kind): readonly (readonly [string, OperationKind])[] => {
  const definition = operations[kind]
  if (definition.access === 'read') return []
  return definition.words.verbs.flatMap(({ base, ing, particle }) => {
    const forms = [base, ing]
    return forms.map((form) => [particle === undefined ? form : `${form} ${particle}`, kind] as const)
  })
})

/** Every base form and `-ing` form that asks for a change, with the change it asks for. */
export const changeVerbs: ReadonlyMap<string, OperationKind> = new Map(rows)

/** Those of one word. */
export const changeWords: ReadonlySet<string> = new Set([...changeVerbs.keys()].filter((verb) => !verb.includes(' ')))

const forms = [...changeVerbs].map(([verb, kind]) => {
  const [first, ...particle] = verb.split(' ')
  const near = particle.length === 0 ? '' : `(?: \\S+){0,3}? ${particle.join(' ')}`
  return { kind, pattern: new RegExp(` ${first}${near}(?= |$)`) }
})

/** The changes that a text mentions in a form that asks. */
export const changesIn = (text: string): ReadonlySet<OperationKind> =>
  new Set(forms.filter(({ pattern }) => pattern.test(text)).map(({ kind }) => kind))
