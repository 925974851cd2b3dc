import { setTimeout as pause } from 'node:timers/promises'
import { type EventRecorder, inspectContainer, processFacts, recordEvents, signal, until } from '@devops-ai/testkit'
import type { StartedGateway } from '../configured.ts'
import { type Phase, phaseOf, type Sight } from './phases.ts'
import { deadlineMs, type Scene, send, type Sent, untilHeard } from './scene.ts'
import type { Victim } from './site.ts'

/** When the engine is to die: so many milliseconds after a restart has come into this phase. */
export interface Instant {
  readonly phase: Exclude<Phase, 'sent'>
  readonly afterMs: number
}

/** A restart in the middle of which the engine died, and where that was in truth. */
export interface Struck extends Sent {
  readonly wanted: Phase
  readonly sight: Sight
  readonly seen: Phase
}

interface Watched {
  readonly relay: Scene['relay']
  readonly recorder: EventRecorder
  readonly victim: Victim
  /** The process of the container, and the one that keeps it for the engine: as long as that is frozen, it hears and tells nothing. */
  readonly pid: number
  readonly keeper: number
}

/** How a restart is brought into a phase, and kept there where it would leave it in no time. */
interface Way {
  readonly prepare?: (watched: Watched) => void
  readonly reached: (watched: Watched) => Promise<unknown>
}

const heard =
  (action: string): Way['reached'] =>
  ({ recorder, victim }) =>
    untilHeard(recorder, victim, action)

const ways = {
  asked: {
    prepare: ({ keeper }) => signal(keeper, 'SIGSTOP'),
    reached: ({ relay, victim }) => untilSeen('the call', () => relay.isAsked(victim.id)),
  },
  signalled: { reached: heard('kill') },
  dead: {
    reached: async (watched) => {
      await heard('kill')(watched)
      signal(watched.keeper, 'SIGSTOP')
      // The engine would wait for its end a second longer, and then ask the frozen keeper for it.
      signal(watched.pid, 'SIGKILL')
      await untilSeen('the end of the process', async () => !(await isAlive(watched.pid)))
    },
  },
  stopped: { reached: heard('stop') },
  started: { prepare: ({ relay, victim }) => relay.lose(victim.id), reached: heard('start') },
  answered: { reached: ({ relay, victim }) => untilSeen('the answer', () => relay.isAnswered(victim.id)) },
} satisfies Record<Instant['phase'], Way>

const untilSeen = (what: string, seen: () => boolean | Promise<boolean>): Promise<boolean> =>
  until(seen, { what, deadlineMs, everyMs: 1 })

const isAlive = async (pid: number): Promise<boolean> => (await processFacts(pid))?.zombie === false

async function keeperOf(pid: number): Promise<number> {
  const keeper = await processFacts((await processFacts(pid))?.parent ?? pid)
  if (keeper?.commandLine.includes('containerd-shim')) return keeper.pid
  throw new Error(`the parent of process ${pid} is "${keeper?.commandLine}", expected containerd-shim`)
}

/** Brings one restart after the other to its instant and kills the engine at that of the last; `also` is done just before. */
export async function strike(
  { site, engine, relay }: Scene,
  gateway: StartedGateway,
  { at, also }: { readonly at: readonly (readonly [Victim, Instant])[]; readonly also?: () => void },
): Promise<readonly Struck[]> {
  await using recorder = await recordEvents(site.api)
  const underWay: (Watched & { readonly sent: Sent; readonly wanted: Phase })[] = []
  try {
    for (const [victim, { phase, afterMs }] of at) {
      const { Pid: pid } = (await inspectContainer(site.api, victim.id)).State
      const watched = { relay, recorder, victim, pid, keeper: await keeperOf(pid) }
      const { prepare, reached }: Way = ways[phase]
      prepare?.(watched)
      underWay.push({ ...watched, sent: send(gateway, victim), wanted: phase })
      await reached(watched)
      await pause(afterMs)
    }
    also?.()
    await engine.kill()
    await recorder.ended
    return await Promise.all(
      underWay.map(async (watched) => {
        const sight = await sightOf(watched)
        return { ...watched.sent, wanted: watched.wanted, sight, seen: phaseOf(sight) }
      }),
    )
  } finally {
    for (const { keeper } of underWay) signal(keeper, 'SIGCONT')
  }
}

const sightOf = async ({ relay, recorder, victim, pid }: Watched): Promise<Sight> => ({
  isAsked: relay.isAsked(victim.id),
  told: recorder.events.filter(({ id }) => id === victim.id).map(({ action }) => action),
  isAlive: await isAlive(pid),
  isAnswered: relay.isAnswered(victim.id),
})
