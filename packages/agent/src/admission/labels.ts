import type { Target, TargetInfo } from '@devops-ai/contract'
import type { AlertOfIncident } from '../store/alerts.ts'

export type Labels = Readonly<Record<string, string>>

/**
 * What the matchers of a window speak of: one set of labels for each alert of the incident. The container is called by
 * its own names whatever an alert says; its labels come before the alert's, so that no sender talks itself out of a window.
 */
export function labelSets(
  target: Target,
  info: TargetInfo | undefined,
  alerts: readonly Pick<AlertOfIncident, 'labels'>[],
): readonly Labels[] {
  const own = { ...info?.labels, ...identityOf(target, info) }
  return alerts.length === 0 ? [own] : alerts.map(({ labels }) => ({ ...labels, ...own }))
}

/** What a silence speaks of: the alert as Alertmanager knows it. Our own watch's alerts are called by the same names. */
export function firingSets(
  target: Target,
  info: TargetInfo | undefined,
  alerts: readonly Pick<AlertOfIncident, 'labels' | 'status'>[],
): readonly Labels[] {
  const own = identityOf(target, info)
  const firing = alerts.filter(({ status }) => status === 'firing')
  return (firing.length > 0 ? firing : alerts).map(({ labels }) => ({ ...own, ...labels }))
}

const identityOf = ({ name, engine, service, image }: Target, info: TargetInfo | undefined): Labels => ({
  ...{ name, container: name, engine, image },
  ...(service !== null && { service }),
  ...(typeof info?.project === 'string' && { project: info.project }),
})
