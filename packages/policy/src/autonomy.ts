import { Autonomy } from '@devops-ai/contract'
import { isContainer, type Subject } from '@devops-ai/engine'

export const autonomyLabel = 'devops-ai.autonomy'

/** What a container's labels say about its autonomy, and why it counts as that. */
export type LabelledAutonomy =
  | { readonly level: Autonomy; readonly because: 'label' }
  | { readonly level: 'observe'; readonly because: 'no_label' }
  | { readonly level: 'observe'; readonly because: 'unknown_value'; readonly value: string }
  | { readonly level: 'observe'; readonly because: 'label_of_image'; readonly value: string }

/** The labels that count: a container's own, and those of a Swarm service, which no image carries. */
export const ownLabelsOf = (subject: Subject): Readonly<Record<string, string>> =>
  isContainer(subject) ? subject.ownLabels : subject.labels

/** Only the container's own label counts, and only in its exact spelling: whatever is unclear is `observe`. */
export function labelledAutonomy(subject: Subject): LabelledAutonomy {
  const own = ownLabelsOf(subject)[autonomyLabel]
  if (own !== undefined) {
    const level = Autonomy.safeParse(own)
    if (level.success) return { level: level.data, because: 'label' }
    return { level: 'observe', because: 'unknown_value', value: own.slice(0, 40) }
  }
  const ofImage = subject.labels[autonomyLabel]
  if (ofImage !== undefined) return { level: 'observe', because: 'label_of_image', value: ofImage.slice(0, 40) }
  return { level: 'observe', because: 'no_label' }
}
