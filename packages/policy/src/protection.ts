import type { ContainerId } from '@devops-ai/contract'
import { isContainer, type Subject } from '@devops-ai/engine'

/** A container with this label, whatever its value and wherever it comes from, is part of this system. */
const roleLabel = 'devops-ai.role'

/** Tells what is never changed: this gateway's own container, parts of this system, and the names of GATEWAY_PROTECTED. */
export function protection(settings: { readonly own: ContainerId | null; readonly names: readonly string[] }) {
  const names = new Set(settings.names)
  return (subject: Subject): boolean => {
    const { id, name, labels } = subject
    if (id === settings.own || labels[roleLabel] !== undefined || names.has(name)) return true
    if (!isContainer(subject)) return false
    const { service, aliases } = subject
    return (service !== null && names.has(service)) || aliases.some((alias) => names.has(alias))
  }
}
