import { instant, type JournalBody, type Refusal, refuse, type Source } from '@devops-ai/contract'
import type { Frozen } from '@devops-ai/journal'
import type { GatewayDeps } from './deps.ts'
import { onRecord } from './on-record.ts'

/** The stop of all changes, kept by the journal alone: so it survives a restart. */
export interface Freeze {
  /**
   * Null: changes may run. Frozen from the moment that a person says so, before it is on disk: who asks here and hands an
   * intent to the journal in the same turn begins no change behind a freeze.
   */
  now(): Frozen | null
  /** A person's word, `reason` redacted. Resolves when it is on record. */
  freeze(person: Source, reason: string): Promise<Refusal | null>
  thaw(person: Source): Promise<Refusal | null>
}

export function freezing(deps: Pick<GatewayDeps, 'journal' | 'now' | 'telemetry'>): Freeze {
  const said = new Set<Frozen>()
  const record = async (body: JournalBody): Promise<Refusal | null> => {
    const written = await onRecord(deps, body, 'this does not count')
    return written.ok ? null : written
  }
  return {
    now: () => deps.journal.frozen() ?? said.values().next().value ?? null,
    freeze: async ({ id: by }, reason) => {
      const saying = { by, reason, since: instant(deps.now()) }
      said.add(saying)
      return await record({ type: 'frozen', by, reason }).finally(() => said.delete(saying))
    },
    thaw: async ({ id: by }) => await record({ type: 'thawed', by }),
  }
}

/** Why no change runs now, or null. */
export function whyFrozen({ freeze }: Pick<GatewayDeps, 'freeze'>): Refusal | null {
  const frozen = freeze.now()
  return (
    frozen &&
    refuse(
      'frozen',
      `no change runs: ${frozen.by} has frozen all changes since ${frozen.since} (${frozen.reason}); DELETE /freeze lets them run again`,
      { retryAfterSeconds: 30 },
    )
  )
}
