import { IncidentId } from '@devops-ai/contract'
import { fromKysely, PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { Log } from '../ports.ts'
import { sentenceOf } from '../ports.ts'
import type { Tx } from '../store/database.ts'

/** Says that there is work. A wake-up may come twice or, after a crash, never: the rows are the truth, this only saves waiting. */
export interface HandOut extends AsyncDisposable {
  /** These incidents have something to do. Heard once `tx` commits, within milliseconds. */
  incidents(tx: Tx, ids: readonly IncidentId[]): Promise<void>
}

const Job = z.object({ data: z.object({ incident: IncidentId }) })
const queue = { notify: true, retryLimit: 0, expireInSeconds: 60, deleteAfterSeconds: 60, retentionSeconds: 3_600 }

/** Starts handing out work through the database at `url`. Throws when it does not answer. */
export async function startHandOut(
  url: string,
  log: Log,
  onIncidents: (ids: readonly IncidentId[]) => void,
): Promise<HandOut> {
  const boss = new PgBoss({
    connectionString: url,
    // Losing a wake-up does no harm, so nobody waits for the disk; what is sent within our transactions is durable.
    options: '-c synchronous_commit=off',
    application_name: 'devops-ai agent jobs',
    max: 3,
    schedule: false,
    registerInstance: false,
    useListenNotify: true,
  })
  boss.on('error', (error) => log.warn(`the hand-out of work: ${sentenceOf(error)}`))
  boss.on('warning', ({ message }) => log.warn(`the hand-out of work: ${message}`))
  await boss.start()
  await boss.createQueue('incidents', queue)
  const fast = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5, burstWhenBatchFull: true, batchSize: 200 }
  await boss.work('incidents', fast, (jobs) =>
    Promise.resolve(
      onIncidents(
        z
          .array(Job)
          .parse(jobs)
          .map(({ data }) => data.incident),
      ),
    ),
  )
  return {
    async incidents(tx, ids) {
      if (ids.length > 0)
        await boss.insert(
          'incidents',
          ids.map((incident) => ({ data: { incident } })),
          { db: fromKysely(tx) },
        )
    },
    async [Symbol.asyncDispose]() {
      await boss.stop({ graceful: true, timeout: 2_000 }).catch((error: unknown) => log.warn(sentenceOf(error)))
    },
  }
}
