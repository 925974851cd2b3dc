import { Autonomy } from '@devops-ai/contract'
import type { IndexedContainer } from '@devops-ai/engine'

export const autonomyLabel = 'devops-ai.autonomy'

/** What a container's labels say about its autonomy, and why it counts as that. */
export type LabelledAutonomy =
  | { readonly level: Autonomy; readonly because: 'label' }
  | { readonly level: 'observe'; readonly because: 'no_label' }
  | { readonly level: 'observe'; readonly because: 'unknown_value'; readonly value: string }
  | { readonly level: 'observe'; readonly because: 'label_of_image'; readonly value: string }

/** Only the container's own label counts, and only in its exact spelling: whatever is unclear is `observe`. */
export function labelledAutonomy({
  labels,
  ownLabels,
}: Pick<IndexedContainer, 'labels' | 'ownLabels'>): LabelledAutonomy {
  const own = ownLabels[autonomyLabel]
  if (own !== undefined) {
    const level = Autonomy.safeParse(own)
    if (level.success) return { level: level.data, because: 'label' }
    return { level: 'observe', because: 'unknown_value', value: own.slice(0, 40) }
  }
  const ofImage = labels[autonomyLabel]
  if (ofImage !== undefined) return { level: 'observe', because: 'label_of_image', value: ofImage.slice(0, 40) }
  return { level: 'observe', because: 'no_label' }
}
