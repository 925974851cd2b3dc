import { type Evidence, HealthFacts, LogFacts, StatsFacts } from '@devops-ai/contract'
import { AlertFact } from './alert.ts'
import { DependencyData } from './dependency.ts'
import { MissingData } from './missing.ts'

/** A fact with the number to cite it by. */
export interface Cited<T> {
  readonly number: string
  readonly value: T
}

/** What one round found out about the target and what it stands on. */
export interface Round {
  readonly status: Cited<HealthFacts> | null
  readonly dependencies: readonly Cited<DependencyData>[]
}

/** What the evidence adds up to, as the rules read it. Status, dependencies, logs and what is missing are the latest. */
export interface Facts extends Round {
  /** The target's name; empty when it is not known. */
  readonly about: string
  readonly alerts: readonly Cited<AlertFact>[]
  /** The round before the latest one. */
  readonly before: Round | null
  readonly logs: Cited<LogFacts> | null
  /** Samples of use of all rounds, oldest first. */
  readonly usage: readonly Cited<StatsFacts>[]
  readonly missing: readonly Cited<MissingData>[]
}

/**
 * Reads the facts out of the evidence again, so that a replay of an incident's log gives the same diagnosis. A round
 * begins with the target's status, or with its absence; what an earlier round said of it is over.
 */
export function factsOf(evidence: readonly Evidence[]): Facts {
  const [before, latest] = lastRounds(evidence)
  return {
    ...roundOf(latest),
    about: latest[0]?.about ?? '',
    alerts: cited(evidence, 'alert', AlertFact),
    before: before ? roundOf(before) : null,
    logs: cited(latest, 'logs', LogFacts).at(-1) ?? null,
    usage: cited(evidence, 'usage', StatsFacts),
    missing: cited(latest, 'missing', MissingData),
  }
}

const roundOf = (evidence: readonly Evidence[]): Round => ({
  status: cited(evidence, 'status', HealthFacts)[0] ?? null,
  dependencies: cited(evidence, 'dependency', DependencyData),
})

/** The round before the latest one, where there is one, and the latest. */
function lastRounds(evidence: readonly Evidence[]): readonly [readonly Evidence[] | null, readonly Evidence[]] {
  const begin = evidence.findLastIndex(beginsRound)
  if (begin === -1) return [null, []]
  const earlier = evidence.slice(0, begin)
  const before = earlier.findLastIndex(beginsRound)
  return [before === -1 ? null : earlier.slice(before), evidence.slice(begin)]
}

function beginsRound({ source, data }: Evidence): boolean {
  if (source === 'status') return true
  const missing = source === 'missing' ? MissingData.safeParse(data) : null
  return missing?.success === true && ['status', 'target', 'targets'].includes(missing.data.asked)
}

interface Schema<T> {
  safeParse(data: unknown): { readonly success: true; readonly data: T } | { readonly success: false }
}

const cited = <T>(evidence: readonly Evidence[], source: string, schema: Schema<T>): readonly Cited<T>[] =>
  evidence
    .filter((item) => item.source === source)
    .flatMap(({ number, data }) => {
      const parsed = schema.safeParse(data)
      return parsed.success ? [{ number, value: parsed.data }] : []
    })
