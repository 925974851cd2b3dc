import { refuse, type Refusal } from '@devops-ai/contract'

/**
 * An intent is one sentence of plain words. What a shell would act on, what hides characters and what goes over
 * several lines is refused before anything is read into it.
 */
export function screen(intent: string): Refusal | null {
  // Wide and other compatible forms of a character are that character.
  const text = intent.normalize('NFKC').trim()
  if (text === '') return refuse('invalid_request', 'expected an intent in plain words, got an empty one')
  if (text.length > mostCharacters)
    return refuse('invalid_request', `expected an intent of at most ${mostCharacters} characters, got ${text.length}`)
  if (/[\r\n\u2028\u2029]/.test(text)) return refuse('several_operations', 'expected one sentence, got several lines')
  if (/(?!\t)[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u.test(text))
    return refuse('invalid_request', 'expected plain words, got characters that cannot be seen')
  const small = /[\u00b2\u00b3\u00b9\u2070-\u209f]|(?<!['"\w])\d+['\u2019\u2032](?!\w)/.exec(intent)
  if (small) return refuse('invalid_request', `expected numbers and units in plain letters, got ${small[0]}`)
  const join = /&&|[;|]/.exec(text)
  if (join)
    return refuse('several_operations', `expected one operation in plain words, got ${join[0]} between commands`)
  const shell = /\$[({\w]|[`<>\\]/.exec(text)
  if (shell) return refuse('invalid_request', `expected plain words, got ${shell[0]}: there is no shell here`)
  return null
}

export const mostCharacters = 2_000
