import type { LogFacts } from '@devops-ai/contract'

/** A line that says by itself that it is no trouble. */
const harmless = /^(?:[^\s"]+\s+){0,4}\W{0,2}(?:info|debug|trace)\b|\blevel["']?\s*[=:]\s*["']?(?:info|debug|trace)\b/i

/**
 * The lines that may say why it failed: the last ones that are not blank and do not call themselves harmless. What was
 * logged long before the end is history.
 */
export const recentLines = ({ lines }: LogFacts, most: number): readonly string[] =>
  lines
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .slice(-most)
    .filter((text) => !harmless.test(text))
