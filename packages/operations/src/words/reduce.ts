import { fragments } from './fragments.ts'
import { source } from './pattern.ts'

const all = (pattern: string): RegExp => new RegExp(`${source(pattern, fragments)}(?= |$)`, 'g')

const object = all('{object}')
const statement = all('{statement}')

/** The text with each object put in one word: `@it`, or `@them` when it has another name. */
export const withObjects = (text: string): string =>
  text.replaceAll(object, (found) => (/ @(?:other|known)(?= |$)/.test(found) ? ' @them' : ' @it'))

/** The same with each statement of what is wrong put in one word, `@wrong`. */
export const withStatements = (text: string): string => text.replaceAll(statement, ' @wrong')
