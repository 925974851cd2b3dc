import { z } from 'zod'
import type { DockerApi } from '../docker/api.ts'
import { importBusybox } from '../docker/busybox.ts'
import { runContainer } from '../docker/container.ts'
import { removeLabelled } from '../docker/labelled.ts'
import { createNetwork } from '../docker/network.ts'
import { untilHealth } from '../docker/wait.ts'
import { shopFiles } from './scripts.ts'
import { containerOf, demoLabel, serviceNames, type ServiceName, type ShopPlace } from './services.ts'

/** The demo shop: web asks api, api asks db. */
export interface Shop extends AsyncDisposable {
  readonly run: string
  /** Full container ids. */
  readonly ids: Readonly<Record<ServiceName, string>>
  /** Container names, e.g. `shop-7f3a-db-1`. */
  readonly names: Readonly<Record<ServiceName, string>>
  /** Waits until all three are healthy; 30 s unless told. */
  readonly untilHealthy: (deadlineMs?: number) => Promise<void>
  /** Removes its containers, its network and its image. May be called twice. */
  readonly remove: () => Promise<void>
}

export type ShopOptions = Pick<ShopPlace, 'run' | 'startsDir' | 'labels'>

/** Starts the shop and waits until it is healthy. `run` names it: letters and digits, chosen by the caller. */
export async function startShop(api: DockerApi, options: ShopOptions): Promise<Shop> {
  const { run } = options
  const label = `${demoLabel}=${run}`
  try {
    const image = await importBusybox(api, { repo: 'devops-ai-shop', tag: run, label, files: shopFiles })
    const networkId = await createNetwork(api, { name: `shop-${run}_default`, labels: networkLabels(run) })
    const place: ShopPlace = { ...options, image, networkId }
    const start = (name: ServiceName): Promise<string> => runContainer(api, containerOf(name, place))
    const shop = shopOf(api, run, { db: await start('db'), api: await start('api'), web: await start('web') })
    await shop.untilHealthy()
    return shop
  } catch (error) {
    await removeShop(api, run)
    throw error
  }
}

/** Finds a running shop again, e.g. to break it from another process. `undefined` when a container of it is missing. */
export async function findShop(api: DockerApi, run: string): Promise<Shop | undefined> {
  const found = await Promise.all(
    serviceNames.map(async (name) => {
      const reply = await api.request({ method: 'GET', path: `/containers/${nameOf(run, name)}/json` })
      return idOf(reply.json)
    }),
  )
  const [db, backend, web] = found
  return db && backend && web ? shopOf(api, run, { db, api: backend, web }) : undefined
}

/** Removes whatever is left of the run, and nothing else. */
export const removeShop = (api: DockerApi, run: string): Promise<void> => removeLabelled(api, `${demoLabel}=${run}`)

const networkLabels = (run: string): Readonly<Record<string, string>> => ({
  [demoLabel]: run,
  'com.docker.compose.project': `shop-${run}`,
  'com.docker.compose.network': 'default',
})

const idOf = (inspected: unknown): string | undefined => z.object({ Id: z.string() }).safeParse(inspected).data?.Id

const nameOf = (run: string, name: ServiceName): string => `shop-${run}-${name}-1`

const shopOf = (api: DockerApi, run: string, ids: Shop['ids']): Shop => {
  const remove = (): Promise<void> => removeShop(api, run)
  return {
    run,
    ids,
    names: { db: nameOf(run, 'db'), api: nameOf(run, 'api'), web: nameOf(run, 'web') },
    untilHealthy: async (deadlineMs = 30_000) => {
      await Promise.all(serviceNames.map((name) => untilHealth(api, ids[name], 'healthy', deadlineMs)))
    },
    remove,
    [Symbol.asyncDispose]: remove,
  }
}
