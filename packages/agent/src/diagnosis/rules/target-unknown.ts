import type { Facts } from '../../evidence/facts.ts'
import { concludes, escalates, nothing, type Rule } from '../conclusion.ts'

/** Why a target is not known about which nobody complains any more; null while somebody does. */
export const withdrawnOf = ({ missing }: Facts) =>
  missing.find(({ value }) => value.withdrawn && (value.asked === 'target' || value.asked === 'targets')) ?? null

/**
 * A name that fits nothing, or several, is a question for a person; so is a gateway that does not say what there is. What its senders
 * have withdrawn is a question no more, though nobody saw that it is well.
 */
export const targetUnknown: Rule = (facts) => {
  const { missing } = facts
  const withdrawn = withdrawnOf(facts)
  if (withdrawn)
    return concludes(
      'target_unknown',
      `It is not known which container was meant: ${withdrawn.value.detail}`,
      [withdrawn],
      nothing(
        `every alert is resolved, without our doing; nothing was looked at, since the target is unknown: ${withdrawn.value.detail}`,
      ),
    )
  const silent = missing.find(({ value }) => value.asked === 'targets')
  if (silent)
    return concludes(
      'target_unknown',
      `It is not known which container is meant: ${silent.value.detail}`,
      [silent],
      escalates(silent.value.detail, 'look whether the gateway runs: devops-ai doctor'),
    )
  const found = missing.find(({ value }) => value.asked === 'target')
  if (!found) return null
  const { detail, candidates } = found.value
  const suggestion =
    candidates.length > 0
      ? `name one of ${candidates.join(', ')} in the alert's labels`
      : 'give the alert a label that names the container, e.g. container or service'
  return concludes(
    'target_unknown',
    `It is not known which container is meant: ${detail}`,
    [found],
    escalates(detail, suggestion),
  )
}
