import { setTimeout as pause } from 'node:timers/promises'
import { execIn, untilHealth, type RunningProcess } from '@devops-ai/testkit'
import { recordsOf, type Records, type RecordsReader } from '../../packages/agent/test/records.ts'
import type { Victim } from '../../packages/gateway/test/crash/site.ts'
import { ApprovalId, type IncidentEvent } from '@devops-ai/contract'
import { judged, messagesOf } from './judge.ts'
import type { Death, Story } from './points.ts'
import type { Seat } from './seat.ts'
import { senderOf, type Sending } from './sender.ts'

/** One service in trouble, and the sudden ends of the agents that are to see it through, one after the other. */
export interface Ordeal {
  readonly name: string
  readonly story: Story
  readonly deaths: readonly Death[]
  /** Between a death and the next start, in milliseconds; 0 where there is none. */
  readonly gapsMs?: readonly number[]
  /** The person who is to approve reads the page, and does not wait until told. */
  readonly isWatched?: boolean
}

/** What was seen of it. */
export interface Undergone {
  /** The ends that were reached; a point that is not passed in a later life ends nobody. */
  readonly deaths: readonly Death[]
  /** From the start of the last agent to the end of the incident. */
  readonly seconds: number
  /** Each broken law, as a sentence. */
  readonly violations: readonly string[]
}

export interface Trial {
  readonly story: Story
  readonly victim: Victim
  readonly sending: Sending
  readonly isWatched: boolean
  /** Has a person done what is his: approved the change, or healed the container? */
  isTended: boolean
}

/** Only what hangs takes so long to start. */
const readyMs = 240_000
/** No incident is stuck for longer, once there is an agent. */
const stuckMs = 60_000

const labels = {
  repair: { 'devops-ai.autonomy': 'auto' },
  model: { 'devops-ai.autonomy': 'auto' },
  approval: { 'devops-ai.autonomy': 'approve' },
  refused: { 'devops-ai.autonomy': 'observe' },
} satisfies Record<Story, object>
const health = { cmd: ['test', '!', '-e', '/tmp/sick'], interval: 0.5, timeout: 30, retries: 2 }
const sickly = ['sh', '-c', 'rm -f /tmp/sick; exec sleep 600']
const inside = async (seat: Seat, { id }: Victim, cmd: readonly string[]): Promise<void> => {
  const { code, stderr } = await execIn(seat.site.api, id, cmd)
  if (code !== 0) throw new Error(`${cmd.join(' ')}: ${stderr}`)
}

/**
 * Tells of one unhealthy container and starts the agent again after each death, until the incident is over. The judges are
 * the engine's own events, its `StartedAt`, what the entrypoint counts, the files of the journal, the agent's tables, and
 * what the sender was answered and a person was told.
 */
export async function undergo(seat: Seat, ordeal: Ordeal): Promise<Undergone> {
  const { name, story, deaths, gapsMs = [], isWatched = false } = ordeal
  const { api } = seat.site
  await using victim = await seat.site.victim(name, { cmd: sickly, health, labels: labels[story] })
  const databaseUrl = await seat.database()
  await using records = await recordsOf(databaseUrl)
  const sending = senderOf(victim.name, seat.both.tokens.alertmanager)
  const trial: Trial = { story, victim, sending, isWatched, isTended: false }
  await inside(seat, victim, ['touch', '/tmp/sick'])
  await untilHealth(api, victim.id, 'unhealthy', 60_000)

  const reached: Death[] = []
  for (const [place, death] of deaths.entries()) {
    if ((await nextLife(seat, trial, { databaseUrl, records, death })) !== 'killed') break
    reached.push(death)
    // People do not wait for the agent.
    await tend(seat, trial, await records.read())
    await pause(gapsMs[place] ?? 0)
  }
  const began = performance.now()
  const end = await nextLife(seat, trial, { databaseUrl, records, death: null })
  const seconds = Math.round((performance.now() - began) / 100) / 10
  const stuck = end === 'over' ? [] : [`the incident is stuck: ${JSON.stringify(shown(await records.read()))}`]
  const violations = [...stuck, ...(await judged(seat, trial, await records.read(), reached.length + 1))]
  return { deaths: reached, seconds, violations }
}

interface Next {
  readonly databaseUrl: string
  readonly records: RecordsReader
  readonly death: Death | null
}

/** Starts the next agent and lives with it. One that finds the gateway dead ends at once; whoever manages services starts it again. */
async function nextLife(seat: Seat, trial: Trial, { databaseUrl, records, death }: Next): Promise<End> {
  for (const until = performance.now() + readyMs; ; await pause(250)) {
    await using agent = await seat.agent({ databaseUrl, story: trial.story, death })
    const end = await life(seat, trial, agent, records)
    if (end === 'without a gateway' && performance.now() < until) continue
    // What is over may be over because of the very commit after which it dies.
    return end === 'over' && (await agent.stop(15_000)).signal === 'SIGKILL' ? 'killed' : end
  }
}

type End = 'killed' | 'over' | 'stuck' | 'without a gateway'

/** One agent's life: until it is killed, until all is over, or until somebody has waited too long. */
async function life(seat: Seat, trial: Trial, agent: RunningProcess, records: RecordsReader): Promise<End> {
  let isDead = false
  const dead = agent.exited.then(({ signal, code }): End => {
    isDead = true
    if (signal === 'SIGKILL') return 'killed'
    if (/^agent: The gateway at \S+ is not ready/m.test(lastWords(agent))) return 'without a gateway'
    throw new Error(`the agent ended by itself with ${signal ?? code}: ${lastWords(agent)}`)
  })
  dead.catch(() => undefined)
  const line = await agent.waitForLine(/^agent ready on /, readyMs).catch((error: unknown) => {
    if (!isDead) throw error
    return null
  })
  if (line === null) return dead
  const url = line.replace('agent ready on ', '')
  for (const until = performance.now() + stuckMs; performance.now() < until; await pause(100)) {
    if (isDead) return dead
    await Promise.race([trial.sending.deliver(url), dead])
    const seen = await records.read()
    await tend(seat, trial, seen)
    if (isOver(trial, seen)) return 'over'
  }
  return 'stuck'
}

/** What a person does: he approves what he is asked for, and heals what the agent may not. */
async function tend(seat: Seat, trial: Trial, seen: Records): Promise<void> {
  if (trial.isTended) return
  if (trial.story === 'approval') await approve(seat, trial, seen)
  if (trial.story === 'refused' && isTold(seen, 'escalated')) await heal(seat, trial)
}

async function approve(seat: Seat, trial: Trial, { incidents }: Records): Promise<void> {
  const asked = incidents.flatMap(({ events }) => events).find((event) => event.type === 'approval_awaited')
  if (!asked || !(trial.isWatched || hasHeard(seat, incidents))) return
  const reply = await seat.both.gateway.decide(ApprovalId.parse(asked.approval_id), { verdict: 'approve' })
  // A gateway that is just dead is asked again; one that died after it had recorded the decision says that it has.
  if (reply.kind === 'unreachable') return
  if (reply.kind !== 'answer' && !(reply.kind === 'problem' && reply.body.code === 'approval_ended'))
    throw new Error(`the approval was answered ${JSON.stringify(reply)}`)
  trial.isTended = true
}

/** The agent may do nothing about it, a person has, and the sender says so. */
async function heal(seat: Seat, trial: Trial): Promise<void> {
  await inside(seat, trial.victim, ['rm', '-f', '/tmp/sick'])
  await untilHealth(seat.site.api, trial.victim.id, 'healthy', 60_000)
  trial.isTended = true
  trial.sending.isOver()
}

/** Has a message of them arrived, on record or not? */
const hasHeard = ({ told }: Seat, incidents: Records['incidents']): boolean =>
  incidents.some(({ id }) => told.some(({ body }) => body.message_id.startsWith(`${id}:approval`)))

/** Is it on record that a person was told so? */
const isTold = ({ incidents }: Records, kind: string): boolean =>
  incidents.some(({ id, events }) =>
    events.some((event) => event.type === 'notified' && event.message_id.startsWith(`${id}:${kind}`)),
  )

function isOver({ story, isTended, sending }: Trial, records: Records): boolean {
  const { incidents, alerts, planned, untold } = records
  if (!sending.isDelivered() || !alerts.every(({ isRouted }) => isRouted)) return false
  if (!incidents.every(({ phase }) => phase === 'resolved') || incidents.length === 0 || planned + untold > 0)
    return false
  return messagesOf[story].every((kind) => isTended && isTold(records, kind))
}

const shown = ({ incidents, alerts, planned }: Records) => ({
  alerts,
  planned,
  incidents: incidents.map(({ phase, events }) => ({ phase, events: events.map(inWords) })),
})

/** What happened, and why, where that is part of it. */
const inWords = (event: IncidentEvent): string =>
  [event.type, 'reason' in event && event.reason, 'detail' in event && event.detail].filter(Boolean).join(': ')

const lastWords = ({ lines }: RunningProcess): string =>
  lines
    .slice(-10)
    .map(({ text }) => text)
    .join('\n')
