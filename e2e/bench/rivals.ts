import { restartContainer, type DockerApi } from '@devops-ai/testkit'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const pollMs = 5_000
const Told = z.object({ Actor: z.object({ ID: z.string() }) })
const Listed = z.array(z.object({ Id: z.string() }))

/** What is removed meanwhile needs no restart. */
const restarted = (api: DockerApi, id: string): Promise<void> => restartContainer(api, id).catch(() => {})

/** What nothing that judges can beat: it hears that a container is unhealthy and restarts it. */
export async function startFloor(api: DockerApi, label: string): Promise<AsyncDisposable> {
  const stop = new AbortController()
  const filters = JSON.stringify({ event: ['health_status: unhealthy'], label: [`devops-ai.test=${label}`] })
  const stream = await api.stream({ method: 'GET', path: '/events', query: { filters } }, stop.signal)
  stream.on('error', () => {})
  const reader = createInterface({ input: stream })
  reader.on('error', () => {})
  reader.on('line', (line) => void restarted(api, Told.parse(JSON.parse(line)).Actor.ID))
  return {
    async [Symbol.asyncDispose]() {
      stop.abort()
      reader.close()
      await Promise.resolve()
    },
  }
}

/** What people run today: every 5 s it lists what is unhealthy and restarts it. */
export function startPolling(api: DockerApi, label: string): AsyncDisposable {
  const filters = JSON.stringify({ health: ['unhealthy'], label: [`devops-ai.test=${label}`] })
  let timer: NodeJS.Timeout | null = null
  let looking = Promise.resolve()
  const look = async (): Promise<void> => {
    const { json } = await api.request({ method: 'GET', path: '/containers/json', query: { filters } })
    for (const { Id } of Listed.parse(json)) await restarted(api, Id)
  }
  const plan = (): void => {
    timer = setTimeout(() => {
      looking = look().finally(plan)
    }, pollMs)
  }
  plan()
  return {
    async [Symbol.asyncDispose]() {
      await looking
      if (timer) clearTimeout(timer)
    },
  }
}
