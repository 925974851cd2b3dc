import { join } from 'node:path'
import { type EventRecorder, newPrivateEngine, type PrivateEngine, until } from '@devops-ai/testkit'
import { type Configured, configured, type StartedGateway } from '../configured.ts'
import { type Relay, relayTo } from './relay.ts'
import { restartOf, type Site, siteOn, type Victim } from './site.ts'

/** An engine of its own that may be killed or frozen, the configuration of a gateway for it, and who watches both. */
export interface Scene extends AsyncDisposable {
  readonly engine: PrivateEngine
  readonly site: Site
  /** By which the gateway reaches the engine. */
  readonly relay: Relay
  readonly configuration: Configured
}

export const deadlineMs = 120_000

/** Reads are given up after 10 s, changes after 15 s. */
export async function scene(name: string, liveRestore: boolean): Promise<Scene> {
  await using cleanup = new AsyncDisposableStack()
  const engine = cleanup.use(await newPrivateEngine({ liveRestore }))
  const site = cleanup.use(await siteOn(engine.socketPath, `${name}-${process.pid}`))
  const relay = cleanup.use(await relayTo(engine.socketPath, join(engine.dir, 'r.sock')))
  const set = { GATEWAY_COMMAND_TIMEOUT_SECONDS: '10' }
  const configuration = cleanup.use(
    await configured({ engineUrl: `unix://${relay.socketPath}`, onlyLabel: site.label, set }),
  )
  const kept = cleanup.move()
  return { engine, site, relay, configuration, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

/** Waits until the gateway is well and knows these containers. */
export const untilJoined = ({ operator }: StartedGateway, victims: readonly Victim[]): Promise<boolean> =>
  until(
    async () => {
      const [health, targets] = await Promise.all([operator.health(), operator.targets()])
      const isWell = health.kind === 'answer' && health.body.status === 'success'
      const known = targets.kind === 'answer' ? targets.body.targets.map(({ name }) => name) : []
      return isWell && victims.every(({ name }) => known.includes(name))
    },
    { what: 'the gateway to join', deadlineMs },
  )

/** Waits for an event to the millisecond: what is done next is to meet the engine at that instant. */
export const untilHeard = (recorder: EventRecorder, { id }: Victim, action: string) =>
  until(() => recorder.of(id, action)[0], { what: `the event "${action}"`, deadlineMs, everyMs: 1 })

/** A restart that was asked for and is waited for by nobody yet. */
export type Sent = ReturnType<typeof restartOf> & {
  readonly victim: Victim
  readonly reply: ReturnType<StartedGateway['operator']['execute']>
}

export function send({ operator }: StartedGateway, victim: Victim): Sent {
  const wish = restartOf(victim.name)
  return { ...wish, victim, reply: operator.execute(wish.request) }
}

/** What became of it: `pending`, `unknown`, `done` with its status, or the status of a refusal. */
export async function stateOf({ operator }: StartedGateway, { id }: Pick<Sent, 'id'>): Promise<string> {
  const reply = await operator.operation(id)
  if (reply.kind !== 'answer') return reply.kind === 'problem' ? String(reply.status) : reply.kind
  return reply.body.state === 'done' ? `done ${reply.body.answer.overall_status}` : reply.body.state
}

/** Waits until nothing is being found out any more. */
export const untilKnown = (gateway: StartedGateway, sent: Pick<Sent, 'id'>): Promise<string> =>
  until(
    async () => {
      const state = await stateOf(gateway, sent)
      return state !== 'pending' && state
    },
    { what: `the outcome of ${sent.id}`, deadlineMs },
  )

/** What another change would be told now: `preview`, or the code of a refusal. Nothing runs. */
export async function nextChange({ operator }: StartedGateway, { name }: Victim): Promise<string> {
  const reply = await operator.execute(restartOf(name, { dry_run: true }).request)
  if (reply.kind === 'answer') return reply.body.overall_status
  return reply.kind === 'problem' ? reply.body.code : reply.detail
}
