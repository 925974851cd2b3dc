import type { TargetName } from '@devops-ai/contract'

/** The first other container or service that an intent names as a word of its own, or null. Pure. */
export function namesAnother(
  intent: string,
  target: TargetName,
  otherNames: Pick<ReadonlySet<string>, 'has'>,
): string | null {
  const words = intent.toLowerCase().match(/[a-z0-9][a-z0-9_.-]*[a-z0-9]|[a-z0-9]/g) ?? []
  const isOther = (word: string): boolean =>
    word !== target.toLowerCase() && !ordinary.has(word) && otherNames.has(word)
  return words.find(isOther) ?? null
}

// A container that is called like a word of every request would make all of them refused.
const ordinary = new Set(
  'a all and app check container containers for health healthy how if is it last lines log logs now of pause please recent restart service show start status stop the top up'.split(
    ' ',
  ),
)
