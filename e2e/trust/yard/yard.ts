import {
  call,
  createContainer,
  createNetwork,
  dockerAt,
  importBusybox,
  prepareBoth,
  recordEvents,
  removeContainer,
  removeLabelled,
  runContainer,
  testLabel,
  until,
  type Both,
  type DockerApi,
  type EventRecorder,
} from '@devops-ai/testkit'
import { randomBytes } from 'node:crypto'
import { everybody, type Inhabitant, inhabitants, type InhabitantName } from './inhabitants.ts'
import { snapshot, type Snapshot } from './snapshot.ts'

export interface YardOptions {
  readonly socketPath: string
  /** Of the gateway, beside those that make it quick. */
  readonly set?: Readonly<Record<string, string>>
  /** What strangers wrote: labels of every container, and what its program prints at its start. */
  readonly written?: (names: Names) => {
    readonly labels: Readonly<Record<string, string>>
    readonly lines: readonly string[]
  }
}

/** How things are called on this engine. */
export interface Names {
  readonly of: (inhabitant: InhabitantName) => string
  readonly volume: string
  readonly network: string
  readonly image: string
}

/** A real engine with containers of every standing, a gateway as a process, and a recorder that was there before it. */
export interface Yard extends AsyncDisposable {
  readonly api: DockerApi
  readonly both: Both
  readonly names: Names
  readonly recorder: EventRecorder
  readonly idOf: (inhabitant: InhabitantName) => string
  /** All events so far have been recorded; how many there are. */
  readonly mark: () => Promise<number>
  readonly look: () => Promise<Snapshot>
  /** Makes one container anew, whatever became of it, and waits until the gateway knows it. */
  readonly renew: (inhabitant: InhabitantName) => Promise<void>
}

export async function startYard({ socketPath, set, written }: YardOptions): Promise<Yard> {
  const run = randomBytes(4).toString('hex')
  const [label, elsewhere] = [`${testLabel}=${run}`, `${testLabel}=outside-${run}`]
  await using cleanup = new AsyncDisposableStack()
  const api = cleanup.use(dockerAt(socketPath))
  const names: Names = {
    of: (inhabitant) => `${inhabitant}-${run}`,
    volume: `data-${run}`,
    network: `side-${run}`,
    image: `devops-ai-yard:${run}`,
  }
  cleanup.defer(async () => {
    await removeLabelled(api, elsewhere)
    await removeLabelled(api, label)
    await call(api, { method: 'DELETE', path: `/volumes/${names.volume}` }, [204, 404])
  })
  await importBusybox(api, { repo: 'devops-ai-yard', tag: run, label })
  const networkId = await createNetwork(api, { name: names.network, labels: { [testLabel]: run } })
  const ids = new Map<InhabitantName, string>()

  const make = async (inhabitant: InhabitantName): Promise<void> => {
    const { autonomy, runs, isOurs, isOutside }: Inhabitant = inhabitants[inhabitant]
    const { labels = {}, lines = [] } = written?.(names) ?? {}
    const said = lines.map((line) => `echo '${line.replaceAll("'", `'\\''`)}'`)
    const spec = {
      name: names.of(inhabitant),
      image: names.image,
      cmd: ['sh', '-c', [...said, 'trap "exit 0" TERM INT', 'while :; do sleep 3600 & wait; done'].join('\n')],
      binds: { [names.volume]: '/data' },
      network: { id: networkId, aliases: [] },
      labels: {
        ...labels,
        [testLabel]: isOutside ? `outside-${run}` : run,
        'com.docker.compose.project': `yard-${run}`,
        'com.docker.compose.service': inhabitant,
        ...(autonomy !== null && { 'devops-ai.autonomy': autonomy }),
        ...(isOurs && { 'devops-ai.role': 'gateway' }),
      },
    }
    ids.set(inhabitant, await (runs ? runContainer(api, spec) : createContainer(api, spec)))
  }
  const idOf = (inhabitant: InhabitantName): string => {
    const id = ids.get(inhabitant)
    if (id === undefined) throw new Error(`${inhabitant} was never made`)
    return id
  }
  await Promise.all(everybody.map(make))

  const clock = await createContainer(api, {
    name: `clock-0-${run}`,
    image: names.image,
    cmd: ['true'],
    labels: { [testLabel]: `outside-${run}` },
  })
  const recorder = cleanup.use(await recordEvents(api))
  const both = cleanup.use(
    await prepareBoth({
      engineUrl: `unix://${socketPath}`,
      onlyLabel: label,
      set: { GATEWAY_PROTECTED: names.of('keeper'), GATEWAY_RATE_PER_MINUTE: '1000000', ...set },
    }),
  )
  await both.start('gateway')
  const kept = cleanup.move()

  let ticks = 0
  return {
    api,
    both,
    names,
    recorder,
    idOf,
    look: () => snapshot(api, new Set([clock])),
    mark: async () => {
      const name = `clock-${(ticks += 1)}-${run}`
      await call(api, { method: 'POST', path: `/containers/${clock}/rename`, query: { name } }, [204])
      const isTick = (event: EventRecorder['events'][number]): boolean => event.id === clock && event.name === name
      const what = `the event of ${name}`
      return (
        1 + (await until(() => indexOr(recorder.events.findIndex(isTick)), { what, deadlineMs: 60_000, everyMs: 2 }))
      )
    },
    renew: async (inhabitant) => {
      const old = idOf(inhabitant)
      await removeContainer(api, old)
      await make(inhabitant)
      const isKnown = async (): Promise<boolean> => {
        const answer = await both.gateway.targets()
        if (answer.kind !== 'answer') throw new Error(`the gateway tells no targets: ${JSON.stringify(answer)}`)
        const known = new Set(answer.body.targets.map(({ id }) => String(id)))
        return known.has(idOf(inhabitant)) && !known.has(old)
      }
      await until(isKnown, { what: `the gateway to know the new ${inhabitant}`, deadlineMs: 60_000 })
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** An index in a form that `until` takes: 0 is found, -1 is not yet. */
const indexOr = (index: number): number | false => (index < 0 ? false : index)
