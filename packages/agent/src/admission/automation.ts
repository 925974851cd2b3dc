import { instant, type Automation, type MaintenanceWindow, type SourceId } from '@devops-ai/contract'
import { workAlone } from '../store/alone.ts'
import type { Appended, Rules } from '../store/append.ts'
import type { Database, Tx } from '../store/database.ts'
import { beginPause, currentPause, endPause } from '../store/pauses.ts'
import { release } from '../store/release.ts'
import { addWindow, endWindow, listWindows, type NewWindow } from '../store/windows.ts'
import type { GateName } from './gates.ts'

export interface SwitchDeps {
  readonly db: Database
  readonly rules: Rules
  readonly now: () => Date
  /** Told after the commit. */
  readonly onAppended: (appended: readonly Appended[]) => void
}

/**
 * What people tell the agent beforehand. Whoever begins something waits for the admission under way, so that nothing is
 * let through afterwards; whoever ends something makes what it held look again in the same transaction.
 */
export interface Switches {
  automation(): Promise<Automation>
  pause(by: SourceId, reason: string): Promise<Automation>
  resume(by: SourceId): Promise<Automation>
  windows(): Promise<readonly MaintenanceWindow[]>
  begin(window: NewWindow): Promise<MaintenanceWindow>
  /** Null when there is no such window that is not over. */
  end(id: string, by: SourceId): Promise<MaintenanceWindow | null>
}

export function switches({ db, rules, now, onAppended }: SwitchDeps): Switches {
  const automation = async (): Promise<Automation> => {
    const pause = await currentPause(db)
    return pause ? { paused: true, ...pause } : { paused: false, by: null, reason: null, since: null }
  }
  /** `doing` and what it releases, while nothing is admitted. */
  const alone = async <T>(
    doing: (tx: Tx) => Promise<{ readonly result: T; readonly released: readonly Appended[] }>,
  ) => {
    const { result, released } = await db.transaction().execute(async (tx) => {
      await workAlone(tx, 'changes')
      return doing(tx)
    })
    onAppended(released)
    return result
  }
  const released = (tx: Tx, gate: GateName, reason: string) => release(tx, gate, reason, instant(now()), rules)

  return {
    automation,
    async pause(by, reason) {
      await alone(async (tx) => ({ result: await beginPause(tx, by, reason, now()), released: [] }))
      return automation()
    },
    async resume(by) {
      await alone(async (tx) => {
        const ended = await endPause(tx, by, now())
        return { result: ended, released: ended ? await released(tx, 'pause', `${by} lets changes run again`) : [] }
      })
      return automation()
    },
    windows: () => listWindows(db, now()),
    begin: (window) => alone(async (tx) => ({ result: await addWindow(tx, window, now()), released: [] })),
    end: (id, by) =>
      alone(async (tx) => {
        const result = await endWindow(tx, id, by, now())
        return {
          result,
          released: result
            ? await released(tx, 'maintenance', `${by} ended the maintenance of ${result.matchers.join(', ')}`)
            : [],
        }
      }),
  }
}
