import type { IncidentId } from '@devops-ai/contract'

/** Tells those who watch an incident that its log has grown. */
export interface Signals {
  emit(ids: Iterable<IncidentId>): void
  /** The answer ends the watching. */
  watch(id: IncidentId, listener: () => void): () => void
}

export function signals(): Signals {
  const listeners = new Map<IncidentId, Set<() => void>>()
  return {
    emit(ids) {
      for (const id of ids) for (const listener of listeners.get(id) ?? []) listener()
    },
    watch(id, listener) {
      const those = listeners.get(id) ?? new Set()
      listeners.set(id, those.add(listener))
      return () => {
        those.delete(listener)
        if (those.size === 0 && listeners.get(id) === those) listeners.delete(id)
      }
    },
  }
}
