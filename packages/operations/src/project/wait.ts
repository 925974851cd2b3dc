import { z } from 'zod'
import type { EngineWait } from '../engine/wait.ts'
import { shown } from './rows.ts'
import type { Projection } from './projection.ts'

/** What "wait until it ends" answers in `data`. `exit_code` is null as long as it has not ended. */
export const WaitFacts = z.object({ ended: z.boolean(), exit_code: z.int().nullable(), error: z.string().nullable() })
export type WaitFacts = z.infer<typeof WaitFacts>

export function projectWait({ StatusCode, Error: error }: EngineWait): Projection<WaitFacts> {
  const data = { ended: true, exit_code: StatusCode, error: error?.Message ? shown(error.Message) : null }
  return { data, text: `exit code: ${data.exit_code}${data.error === null ? '' : `, ${data.error}`}` }
}

/** What is said when the container did not end within the time that this gateway waits. */
export const stillRunning: Projection<WaitFacts> = {
  data: { ended: false, exit_code: null, error: null },
  text: 'the container did not end within the time that this gateway waits for a command',
}
