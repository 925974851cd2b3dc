import { LoggedEvent, Phase, type IncidentEvent } from '@devops-ai/contract'
import pg from 'pg'
import { z } from 'zod'

/** What the agent's database holds, read behind its back, whatever the agent says. */
export interface Records {
  /** Alerts by their fingerprints, and whether each has reached an incident. */
  readonly alerts: readonly { readonly fingerprint: string; readonly isRouted: boolean }[]
  readonly incidents: readonly {
    readonly id: string
    readonly phase: Phase
    readonly events: readonly IncidentEvent[]
  }[]
  /** Sequences of the logs have no gap. */
  readonly isWhole: boolean
  /** Effects that are still planned. */
  readonly planned: number
  /** Messages that nobody was told yet. */
  readonly untold: number
}

const Alert = z.object({ fingerprint: z.string(), news: z.string().nullable(), incident_id: z.string().nullable() })
const Incident = z.object({ id: z.string(), phase: Phase, sequence: z.int() })
const Event = z.object({ incident_id: z.string(), sequence: z.int(), event: LoggedEvent.shape.event })

export interface RecordsReader extends AsyncDisposable {
  /** Everything as it is now. No tables, no records. */
  readonly read: () => Promise<Records>
}

export async function recordsOf(url: string): Promise<RecordsReader> {
  const client = new pg.Client({ connectionString: url, application_name: 'judge' })
  // The server may be ended before us.
  client.on('error', () => {})
  await client.connect()
  const rows = async <S extends z.ZodType>(text: string, row: S): Promise<z.infer<S>[]> =>
    z.array(row).parse((await client.query(text)).rows)

  const read = async (): Promise<Records> => {
    const [made] = await rows(`select to_regclass('tellings') is not null as made`, z.object({ made: z.boolean() }))
    if (made?.made !== true) return { alerts: [], incidents: [], isWhole: true, planned: 0, untold: 0 }
    // One snapshot of all tables: nothing happens between two looks.
    await client.query('begin isolation level repeatable read read only')
    const alerts = await rows('select fingerprint, news, incident_id from alerts', Alert)
    const incidents = await rows('select id, phase, sequence from incidents order by opened_at', Incident)
    const events = await rows('select incident_id, sequence, event from events order by incident_id, sequence', Event)
    const effects = await rows('select id from effects', z.object({}))
    const tellings = await rows('select id from tellings where delivered = 0', z.object({}))
    await client.query('commit')
    const logs = Map.groupBy(events, ({ incident_id }) => incident_id)
    const logOf = (id: string) => logs.get(id) ?? []
    return {
      alerts: alerts.map(({ fingerprint, news, incident_id }) => ({
        fingerprint,
        isRouted: news === null && incident_id !== null,
      })),
      incidents: incidents.map(({ id, phase }) => ({ id, phase, events: logOf(id).map(({ event }) => event) })),
      isWhole: incidents.every(
        ({ id, sequence }) =>
          logOf(id).length === sequence && logOf(id).every((event, place) => event.sequence === place + 1),
      ),
      planned: effects.length,
      untold: tellings.length,
    }
  }
  return { read, [Symbol.asyncDispose]: () => client.end() }
}
