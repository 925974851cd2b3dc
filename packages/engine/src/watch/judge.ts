import type { KnownContainer } from '../index/known.ts'
import type { Ending } from '../index/stopped-by.ts'
import { labelsOf } from './alert.ts'
import { type AlertName, alertKinds, alertNames } from './alert-names.ts'
import { conditions } from './conditions/conditions.ts'
import type { Subject } from './finding.ts'
import type { WatchLaws } from './laws.ts'
import { endsNow, type Firing, type Memory, staled } from './memory.ts'

/** Something to tell: an alert begins (`endsAtMs` null) or is over. */
export interface Telling {
  readonly name: AlertName
  readonly container: string
  readonly firing: Firing
  readonly endsAtMs: number | null
}

export interface Judgement {
  readonly memory: Memory
  readonly tellings: readonly Telling[]
  /** When time alone may change the judgement, in ms. */
  readonly lookAgainAtMs: number | null
}

/** Judges one container as it is now, after what is remembered of it. */
export function judge(
  before: Memory,
  container: KnownContainer,
  { ending, laws, nowMs }: { readonly ending: Ending | null; readonly laws: WatchLaws; readonly nowMs: number },
): Judgement {
  const undecided = (ending?.undecidedUntil ?? 0) > nowMs
  const newRun = before.run !== null && before.run.startedAt !== container.run.startedAt
  const told = newRun ? staled(before.firing, isPerRun) : before.firing
  const ends = undecided ? before.ends : endsNow(before, container, ending, laws, nowMs)
  const subject: Subject = { container, ending, ends, laws, nowMs }

  const verdicts = alertNames.map((name) => verdictOn(name, told[name] ?? null, subject))
  const firing = Object.fromEntries(verdicts.flatMap(({ name, firing: now }) => (now ? [[name, now] as const] : [])))
  const times = verdicts.flatMap(({ lookAgainAtMs }) => lookAgainAtMs ?? []).filter((time) => time > nowMs)
  return {
    memory: { run: undecided ? before.run : container.run, ends, firing },
    tellings: verdicts.flatMap(({ telling }) => telling ?? []),
    lookAgainAtMs: times.length === 0 ? null : Math.min(...times),
  }
}

/** A removed container has no trouble any more. */
export const gone = ({ firing }: Memory, container: KnownContainer, nowMs: number): readonly Telling[] =>
  alertNames.flatMap((name) => {
    const told = firing[name]
    return told ? [{ name, container: container.name, firing: told, endsAtMs: nowMs }] : []
  })

interface Verdict {
  readonly name: AlertName
  readonly firing: Firing | null
  readonly telling: Telling | null
  readonly lookAgainAtMs: number | null
}

function verdictOn(name: AlertName, told: Firing | null, subject: Subject): Verdict {
  const { container, nowMs } = subject
  const finding = conditions[name](subject)
  const telling = (firing: Firing, endsAtMs: number | null): Telling => ({
    name,
    container: container.name,
    firing,
    endsAtMs,
  })
  switch (finding.state) {
    case 'unclear':
      return { name, firing: told, telling: null, lookAgainAtMs: finding.lookAgainAtMs }
    case 'over':
      return { name, firing: null, telling: told && telling(told, nowMs), lookAgainAtMs: null }
    case 'holds': {
      if (told && !told.stale) return { name, firing: told, telling: null, lookAgainAtMs: finding.lookAgainAtMs }
      // Another occurrence begins later than the one before, or a receiver would take it for the same.
      const startsAtMs = told && finding.startsAtMs <= told.startsAtMs ? nowMs : finding.startsAtMs
      const firing = { startsAtMs, labels: labelsOf(container, name), description: finding.description, stale: false }
      return { name, firing, telling: telling(firing, null), lookAgainAtMs: finding.lookAgainAtMs }
    }
  }
}

const isPerRun = (name: string): boolean => alertNames.some((known) => known === name && alertKinds[known].perRun)
