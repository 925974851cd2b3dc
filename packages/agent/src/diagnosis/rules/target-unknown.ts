import { concludes, escalates, type Rule } from '../conclusion.ts'

/** A name that fits nothing, or several, is a question for a person; so is a gateway that does not say what there is. */
export const targetUnknown: Rule = ({ missing }) => {
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
