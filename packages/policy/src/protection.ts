import type { ContainerId } from '@devops-ai/contract'
import type { IndexedContainer } from '@devops-ai/engine'

/** A container with this label, whatever its value and wherever it comes from, is part of this system. */
export const roleLabel = 'devops-ai.role'

/** Tells what is never changed: this gateway's own container, parts of this system, and the names of GATEWAY_PROTECTED. */
export function protection(settings: { readonly own: ContainerId | null; readonly names: readonly string[] }) {
  const names = new Set(settings.names)
  return ({ id, name, service, aliases, labels }: IndexedContainer): boolean =>
    id === settings.own ||
    labels[roleLabel] !== undefined ||
    names.has(name) ||
    (service !== null && names.has(service)) ||
    aliases.some((alias) => names.has(alias))
}
