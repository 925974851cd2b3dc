import type { IncidentDetail } from '@devops-ai/contract'
import type { Both } from '@devops-ai/testkit'
import { setTimeout as pause } from 'node:timers/promises'
import type { Tell } from './tell.ts'

const over = new Set<string>(['resolved', 'no_action', 'closed', 'escalated'])

/** Tells what happens to all incidents; each event once, however often it is followed. */
export interface Follower {
  /** Follows until `done` says that the story is over, the deadline passes or the signal aborts. The incidents as last seen. */
  readonly follow: (
    done: (incidents: readonly IncidentDetail[]) => boolean,
    options: { readonly deadlineMs: number; readonly signal: AbortSignal },
  ) => Promise<readonly IncidentDetail[]>
}

export function follower(both: Both, tell: Tell): Follower {
  const told = new Map<string, number>()
  const tellNews = (incidents: readonly IncidentDetail[]): void => {
    const news = incidents.flatMap((incident) =>
      incident.events
        .filter(({ sequence }) => sequence > (told.get(incident.id) ?? 0))
        .map((logged) => ({ incident, logged })),
    )
    for (const { incident, logged } of news.toSorted((a, b) => a.logged.at.localeCompare(b.logged.at))) {
      tell.event(incident, logged)
      told.set(incident.id, logged.sequence)
    }
  }
  return {
    follow: async (done, { deadlineMs, signal }) => {
      const end = performance.now() + deadlineMs
      for (;;) {
        const incidents = await allIncidents(both).catch((error: unknown) => {
          // Ctrl-C on a terminal ends the services too.
          if (signal.aborted) return []
          throw error
        })
        tellNews(incidents)
        if (done(incidents) || signal.aborted || performance.now() > end) return incidents
        await pause(100)
      }
    },
  }
}

const allIncidents = async (both: Both): Promise<readonly IncidentDetail[]> =>
  Promise.all([...(await both.incidents())].reverse().map(({ id }) => both.incident(id)))

/** Every incident has ended or waits for a person, and there is one on `name`. */
export const endedAll =
  (name: string) =>
  (incidents: readonly IncidentDetail[]): boolean =>
    incidents.some(({ target }) => target?.name === name) && incidents.every(({ phase }) => over.has(phase))
