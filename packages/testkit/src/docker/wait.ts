import { until } from '../until.ts'
import type { DockerApi } from './api.ts'
import { healthOf, inspectContainer, type Inspected } from './inspect.ts'

/** Waits until the container's health check says so; throws with its last probe's words when it is too late. */
export async function untilHealth(api: DockerApi, id: string, health: string, deadlineMs: number): Promise<Inspected> {
  let last: Inspected | undefined
  const look = async (): Promise<Inspected | undefined> => {
    last = await inspectContainer(api, id)
    return healthOf(last) === health ? last : undefined
  }
  try {
    return await until(look, { what: `${id.slice(0, 12)} to be ${health}`, deadlineMs, everyMs: 50 })
  } catch (error) {
    const probe = last?.State.Health?.Log?.at(-1)?.Output ?? 'no probe yet'
    throw new Error(`${String(error)}; ${last?.Name} is ${last?.State.Status}, ${last && healthOf(last)}: ${probe}`, {
      cause: error,
    })
  }
}

/** Waits until inspect shows this status, e.g. `exited`. */
export const untilStatus = (api: DockerApi, id: string, status: string, deadlineMs: number): Promise<Inspected> =>
  until(
    async () => {
      const container = await inspectContainer(api, id)
      return container.State.Status === status && container
    },
    { what: `${id.slice(0, 12)} to be ${status}`, deadlineMs, everyMs: 50 },
  )
