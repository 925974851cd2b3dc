import {
  execIn,
  recordEvents,
  removeContainer,
  restartContainer,
  runContainer,
  until,
  untilHealth,
  type EventRecorder,
} from '@devops-ai/testkit'
import { startStage, type Stage } from './stage.ts'

/** Changes that may be under way at the same time while the fifty are repaired. */
const changesAtOnce = 5
const count = 50

/** What is set so that the limits which are not measured do not stand in the way. */
export const manyAtOnce = (at: number): Readonly<Record<string, string>> => ({
  AGENT_CHANGES_AT_ONCE: String(at),
  AGENT_STORM_INCIDENTS: '5',
  AGENT_STORM_SECONDS: '10',
  AGENT_ENGINE_CHANGES_PER_HOUR: '1000',
  AGENT_SERVICE_CHANGES_PER_HOUR: '1000',
})

export interface ManyFigures {
  /** From the engine's first event of an unhealthy container to its last event of a restart, in seconds. */
  readonly seconds: number
  /** Changes that were under way at the same time, by the logs of the incidents. */
  readonly atOnce: number
  readonly judged: number
  readonly resolved: number
  readonly restarts: number
}

/**
 * Fifty containers of one engine become unhealthy together. Said beside a floor: as many restarts sent to the engine at the same time,
 * by nobody who judges or limits anything.
 */
export async function benchFifty(say: (text: string) => void): Promise<ManyFigures & { readonly floor: number }> {
  await using stage = await startStage(say, { set: manyAtOnce(changesAtOnce) })
  const floor = await floorOf(stage, count, say)
  const figures = await manyUnhealthy(stage, count, say)
  say(
    `${figures.judged} of ${count} judged, ${figures.resolved} repaired with ${figures.restarts} restarts, ${figures.atOnce} at a time ` +
      `(limit ${changesAtOnce}), ${figures.seconds} s from the first unhealthy event to the last restart; ` +
      `${count} direct restarts in parallel take ${floor} s`,
  )
  return { ...figures, floor }
}

/** Makes so many containers unhealthy at once and waits until the agent has settled each of them. */
export async function manyUnhealthy(stage: Stage, many: number, say: (text: string) => void): Promise<ManyFigures> {
  const { api, both } = stage
  await using recorder = await recordEvents(api)
  const containers = await containersOf(stage, many, 'bench', 'many')
  say(`${many} containers are healthy; now they fail together`)
  await Promise.all(containers.map(({ id }) => fail(stage, id)))
  const names = new Set(containers.map(({ name }) => name))
  const settled = await until(
    async () => {
      const mine = (await both.incidents()).filter(({ target }) => target !== null && names.has(target.name))
      return mine.length >= many && mine.every(({ phase }) => phase === 'resolved' || phase === 'escalated')
        ? mine
        : undefined
    },
    { what: `the end of ${many} incidents`, deadlineMs: 600_000, everyMs: 500 },
  )
  const logs = await Promise.all(settled.map(({ id }) => both.incident(id)))
  await Promise.all(containers.map(({ id }) => removeContainer(api, id)))
  const restarts = eventsOf(recorder, names, 'restart')
  const unhealthy = eventsOf(recorder, names, 'health_status: unhealthy')
  const at = (times: readonly bigint[], index: number): number => Number(times.at(index) ?? 0n) / 1e9
  return {
    seconds: Math.round((at(restarts, -1) - at(unhealthy, 0)) * 10) / 10,
    atOnce: mostAtOnce(logs.flatMap(({ events }) => spans(events))),
    judged: logs.filter(({ events }) => events.some(({ event }) => event.type === 'diagnosed')).length,
    resolved: settled.filter(({ phase }) => phase === 'resolved').length,
    restarts: restarts.length,
  }
}

/** So many restarts at the same time, in seconds: what the engine needs for them on this machine. */
async function floorOf(stage: Stage, many: number, say: (text: string) => void): Promise<number> {
  const containers = await containersOf(stage, many, 'floor', 'floor')
  say(`the floor: ${many} restarts in parallel`)
  const begun = performance.now()
  await Promise.all(containers.map(({ id }) => restartContainer(stage.api, id)))
  const seconds = Math.round((performance.now() - begun) / 100) / 10
  await Promise.all(containers.map(({ id }) => removeContainer(stage.api, id)))
  return seconds
}

interface Running {
  readonly id: string
  readonly name: string
}

/** Containers that run so long that neither watch nor agent gives them the grace of a start. */
async function containersOf(stage: Stage, many: number, label: string, prefix: string): Promise<readonly Running[]> {
  const { api, image } = stage
  const all: Running[] = []
  for (let number = 1; number <= many; number += 1) {
    const name = `${prefix}-${number}`
    const id = await runContainer(api, {
      name,
      image,
      cmd: ['sh', '-c', 'touch /tmp/well; trap "exit 0" TERM; while true; do sleep 3600 & wait; done'],
      // Each check is a process of the engine's: fifty of them every second or two would be all that the machine does.
      health: { cmd: ['test', '-f', '/tmp/well'], interval: 8, timeout: 60, retries: 1 },
      labels: { 'devops-ai.test': label, 'devops-ai.autonomy': 'auto' },
    })
    all.push({ id, name })
  }
  await Promise.all(all.map(({ id }) => untilHealth(api, id, 'healthy', 120_000)))
  const old = Date.now() + graceMs
  await until(() => Date.now() > old, { what: 'the start grace to pass', deadlineMs: 30_000 })
  return all
}

const graceMs = 3_500

async function fail({ api }: Stage, id: string): Promise<void> {
  const { code, stderr } = await execIn(api, id, ['rm', '/tmp/well'])
  if (code !== 0) throw new Error(`a container could not be made unhealthy: ${stderr}`)
}

const eventsOf = ({ events }: EventRecorder, names: ReadonlySet<string>, action: string): readonly bigint[] =>
  events.filter((event) => names.has(event.name) && event.action === action).map(({ timeNano }) => timeNano)

type Logged = Awaited<ReturnType<Stage['both']['incident']>>['events']

/** When each change began and ended, as the incident's log says. */
function spans(events: Logged): readonly (readonly [begun: number, ended: number])[] {
  return events.flatMap(({ at, event }) => {
    if (event.type !== 'operation_requested') return []
    const end = events.find(
      (one) => one.event.type === 'operation_answered' && one.event.request_id === event.request_id,
    )
    return [[Date.parse(at), end ? Date.parse(end.at) : Number.POSITIVE_INFINITY] as const]
  })
}

/** One that ends in the millisecond in which another begins is not under way with it. */
const mostAtOnce = (all: readonly (readonly [number, number])[]): number =>
  Math.max(0, ...all.map(([begun]) => all.filter(([from, to]) => from <= begun && begun < to).length))
