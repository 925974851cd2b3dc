const plain = (name: string): string => name.toLowerCase().replaceAll('_', '-')
const index = /-\d+$/

/**
 * Does a word mean the target? Its own name, that name without Compose's replica number or with the first, and Compose's
 * whole form `project-name-1` do; the number of another replica does not.
 */
export function sameName(word: string, target: string): boolean {
  const [mention, own] = [plain(word), plain(target)]
  return mention === own || composeForm(own, mention) || (mention.endsWith('-1') && composeForm(mention, own))
}

function composeForm(long: string, short: string): boolean {
  if (!index.test(long) || index.test(short)) return false
  const stem = long.replace(index, '')
  return stem === short || (stem.endsWith(`-${short}`) && /^[a-z0-9]+$/.test(stem.slice(0, -short.length - 1)))
}

/** Could this word be somebody's name for a container? */
export const looksLikeName = (word: string): boolean => /^[a-z0-9][a-z0-9_.-]*$/.test(word) && !word.endsWith('ing')
