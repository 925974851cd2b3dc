import type { Target, TargetInfo } from '@devops-ai/contract'
import type { AlertOfIncident } from '../store/alerts.ts'

export type Labels = Readonly<Record<string, string>>

/**
 * What matchers speak of: one set of labels for each alert of the incident. The container is called by its own names
 * whatever an alert says; its labels come before the alert's, so that no sender talks itself out of a window.
 */
export function labelSets(
  target: Target,
  info: TargetInfo | undefined,
  alerts: readonly Pick<AlertOfIncident, 'labels'>[],
): readonly Labels[] {
  const own = { ...info?.labels, ...identityOf(target, info) }
  return alerts.length === 0 ? [own] : alerts.map(({ labels }) => ({ ...labels, ...own }))
}

const identityOf = ({ name, engine, service, image }: Target, info: TargetInfo | undefined): Labels => ({
  ...{ name, container: name, engine, image },
  ...(service !== null && { service }),
  ...(typeof info?.project === 'string' && { project: info.project }),
})
