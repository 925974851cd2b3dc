import type { DockerApi } from '../docker/api.ts'
import { pauseContainer, restartContainer, setRestartPolicy, stopContainer } from '../docker/container.ts'
import { execDetached, execIn } from '../docker/exec.ts'
import type { ServiceName } from './services.ts'
import type { Shop } from './shop.ts'

/** Ways to break the shop. All are real: nothing is pretended to the engine. */
export const faultNames = [
  'hang',
  'crash',
  'crash-loop',
  'pause',
  'stop-by-person',
  'slow-start',
  'memory',
  'memory-kill',
] as const
export type FaultName = (typeof faultNames)[number]

interface Fault {
  /** What a person reads when it is done. */
  readonly sentence: string
  readonly inflict: (api: DockerApi, id: string) => Promise<void>
}

const shell = async (api: DockerApi, id: string, script: string): Promise<void> => {
  const result = await execIn(api, id, ['sh', '-c', script])
  if (result.code !== 0) throw new Error(`${script} ended with ${result.code}: ${result.stderr}${result.stdout}`)
}

export const faults = {
  hang: {
    sentence: 'its process is stopped in mid-work: it runs, and answers nobody; a restart heals it',
    inflict: (api, id) => shell(api, id, 'kill -STOP $(pidof httpd)'),
  },
  crash: {
    sentence: 'its worker died and the container has exited; a start heals it',
    inflict: (api, id) => shell(api, id, 'kill -SEGV $(pidof httpd)'),
  },
  'crash-loop': {
    sentence: 'its configuration is broken: it exits a second after each start, and Docker starts it again and again',
    inflict: async (api, id) => {
      await setRestartPolicy(api, id, 'always')
      await shell(api, id, 'echo "port = eighty" > /etc/shop.conf; kill -KILL $(pidof httpd)')
    },
  },
  pause: {
    sentence: 'it is paused; unpausing heals it',
    inflict: pauseContainer,
  },
  'stop-by-person': {
    sentence: 'a person stopped it; it must stay so',
    inflict: stopContainer,
  },
  'slow-start': {
    sentence: 'it was restarted and takes 20 s to be ready; it heals by itself',
    inflict: async (api, id) => {
      await shell(api, id, 'echo "start_delay = 20" > /etc/shop.conf')
      await restartContainer(api, id)
    },
  },
  memory: {
    sentence: 'its memory grows to 90 % of its limit of 64 MiB; a restart heals it',
    inflict: (api, id) => execDetached(api, id, ['/shop/leak', '56']),
  },
  'memory-kill': {
    sentence: 'its memory grows past its limit: the kernel kills it and the container exits; a start heals it',
    inflict: (api, id) => execDetached(api, id, ['sh', '-c', '/shop/leak 200; kill -KILL $(pidof httpd)']),
  },
} satisfies Record<FaultName, Fault>

/** Breaks one service, db unless told. Returns as soon as the fault is there; what follows from it takes its time. */
export async function breakShop(
  api: DockerApi,
  shop: Shop,
  fault: FaultName,
  service: ServiceName = 'db',
): Promise<string> {
  await faults[fault].inflict(api, shop.ids[service])
  return `${shop.names[service]}: ${faults[fault].sentence}`
}
