import type { LogFacts, Target } from '@devops-ai/contract'
import type { Draft } from './draft.ts'

const mostLines = 100
const mostCharacters = 500

/** The most recent lines, each cut; the target wrote them, so they are data and nothing else. */
export function logsEvidence({ name }: Target, facts: LogFacts, truncated: boolean): Draft {
  const lines = facts.lines
    .slice(-mostLines)
    .map(({ stream, text }) => ({ stream, text: text.slice(0, mostCharacters) }))
  const cut = truncated || facts.truncated || facts.lines.length > mostLines
  const data: LogFacts = { lines, truncated: cut }
  const last = lines.findLast(({ text }) => text.trim() !== '')
  const ending = last ? `, the last one: ${last.text.trim().slice(0, 200)}` : ''
  return {
    source: 'logs',
    about: name,
    sentence: lines.length === 0 ? `${name} has logged nothing` : `${name} logged ${lines.length} lines${ending}`,
    data,
    truncated: cut,
  }
}
