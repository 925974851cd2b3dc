import { setTimeout as pause } from 'node:timers/promises'
import type { ExecuteAnswer, ExecuteRequest, Reply, RequestId } from '@devops-ai/contract'
import { until } from '@devops-ai/testkit'
import { type Configured, configured, started, type StartedGateway, startedToDie } from '../configured.ts'
import { brokenChain, journaled } from './journaled.ts'
import { type Death, leftBy, type Recorded } from './points.ts'
import { restartOf, type Site, type Victim } from './site.ts'

/** One restart call, and the sudden ends of the gateways that are to see it through, one after the other. */
export interface Ordeal {
  readonly name: string
  readonly deaths: readonly Death[]
  /** Between a death and the next start, in milliseconds; 0 where there is none. */
  readonly gapsMs?: readonly number[]
  /** How long the container takes to be stopped; 1 s unless told. */
  readonly stopSeconds?: number
}

/** What was seen of it. */
export interface Undergone {
  /** What `GET /operations/{id}` said, one after the other, in words. */
  readonly states: readonly string[]
  /** The ends that were reached; a point that is not passed in a later life ends nobody. */
  readonly deaths: readonly Death[]
  /** Each broken law, as a sentence. */
  readonly violations: readonly string[]
}

const deadlineMs = 120_000

/**
 * Asks for one restart and starts the gateway again after each death, until the outcome is known. The judges are the engine's
 * own events, its `StartedAt`, what the container's entrypoint counts, and the files of the journal.
 */
export async function undergo(site: Site, { name, deaths, gapsMs = [], stopSeconds = 1 }: Ordeal): Promise<Undergone> {
  await using victim = await site.victim(name, { stopTimeout: stopSeconds })
  await using configuration = await configured({ engineUrl: `unix://${site.socketPath}`, onlyLabel: site.label })
  const trial: Trial = { victim, ...restartOf(victim.name), states: [], violations: [], isRecorded: false }
  const reached: Death[] = []
  for (const [place, death] of deaths.entries()) {
    if (!(await killed(trial, configuration, death))) break
    reached.push(death)
    const entries = await journaled(configuration, trial.id)
    trial.isRecorded = entries.length > 0
    if (place === 0) expectLeft(trial, death, entries)
    await pause(gapsMs[place] ?? 0)
  }
  {
    await using gateway = await started(configuration)
    if (!(await seenThrough(trial, gateway))) trial.violations.push('the last gateway ended by itself')
    await expectOpen(trial, gateway)
  }
  await judge(trial, site, configuration)
  return { states: trial.states, deaths: reached, violations: trial.violations }
}

interface Trial {
  readonly victim: Victim
  readonly id: RequestId
  readonly request: ExecuteRequest
  readonly states: string[]
  readonly violations: string[]
  /** Did the journal hold it when the last gateway died? */
  isRecorded: boolean
}

/** Runs a gateway until it dies; false when the outcome was known before. */
async function killed(trial: Trial, configuration: Configured, death: Death): Promise<boolean> {
  const gateway = await startedToDie(configuration, death)
  if (!gateway) return true
  await using running = gateway
  return !(await seenThrough(trial, running))
}

/** Asks, looks at what became of it, and tries what must be refused meanwhile; false when the gateway died. */
async function seenThrough(trial: Trial, gateway: StartedGateway): Promise<boolean> {
  const { operator, process } = gateway
  let isDead = false
  void process.exited.then(() => (isDead = true))
  const open: Promise<unknown>[] = []
  const isOver = await until(
    async () => {
      const state = await operator.operation(trial.id)
      if (state.kind === 'unreachable') return isDead && 'dead'
      const word = note(trial, state)
      if (word.startsWith('done')) return 'known'
      const isKnown = word !== 'not known' || (await knows(gateway, trial.victim))
      if (open.length === 0 && isKnown)
        open.push(word === 'not known' ? ask(trial, gateway) : beRefused(trial, gateway))
      return undefined
    },
    { what: `the outcome of ${trial.victim.name}; so far: ${trial.states.join(', ')}`, deadlineMs, everyMs: 50 },
  )
  await Promise.all(open)
  return isOver === 'known'
}

/** The state in words. Whatever is no law of the contract is noted. */
function note({ states, violations, isRecorded }: Trial, reply: Awaited<ReturnType<Operator['operation']>>): string {
  const word = wordOf(reply)
  const last = states.at(-1)
  if (word === last) return word
  states.push(word)
  if (last?.startsWith('done')) violations.push(`after "${last}" its state was "${word}"`)
  if (isRecorded && word === 'not known') violations.push('it is on record and the gateway does not know it')
  if (!['not known', 'pending', 'unknown', 'done success'].includes(word)) violations.push(`its state was "${word}"`)
  return word
}

type Operator = StartedGateway['operator']

function wordOf(reply: Awaited<ReturnType<Operator['operation']>>): string {
  if (reply.kind === 'problem' && reply.status === 404) return 'not known'
  if (reply.kind !== 'answer') return JSON.stringify(reply)
  const { body } = reply
  return body.state === 'done' ? `done ${body.answer.overall_status}` : body.state
}

const knows = async ({ operator }: StartedGateway, { name }: Victim): Promise<boolean> => {
  const reply = await operator.targets()
  return reply.kind === 'answer' && reply.body.targets.some((target) => target.name === name)
}

/** The sender's own request, for the first time or once more: nothing has happened yet. */
async function ask({ victim, request, violations }: Trial, { operator }: StartedGateway): Promise<void> {
  const starts = await victim.starts(1)
  if (starts !== 1) violations.push(`it has started ${starts} times, and no gateway knows of the request`)
  expectAnswer(violations, await operator.execute(request))
}

/** While it is found out: the repeat is told that it is not known, and any other change is refused. */
async function beRefused(trial: Trial, { operator }: StartedGateway): Promise<void> {
  const { victim, id, request, violations } = trial
  expectAnswer(violations, await operator.execute(request))
  const other = await operator.execute(restartOf(victim.name, { dry_run: true }).request)
  const isFenced = other.kind === 'problem' && other.body.code === 'fenced'
  const now = await operator.operation(id)
  if (!isFenced && other.kind !== 'unreachable' && now.kind === 'answer' && now.body.state !== 'done')
    violations.push(`another change meanwhile was answered ${JSON.stringify(other)}`)
}

function expectAnswer(violations: string[], reply: Reply<ExecuteAnswer>): void {
  if (reply.kind === 'unreachable') return
  if (reply.kind === 'answer' && ['success', 'unknown'].includes(reply.body.overall_status)) return
  violations.push(`the request was answered ${JSON.stringify(reply)}`)
}

const entriesOf = { nothing: '', intent: 'intent', outcome: 'intent,outcome' } satisfies Record<Recorded, string>

function expectLeft({ violations }: Trial, death: Death, entries: readonly string[]): void {
  const leaves = leftBy(death)
  if (leaves !== null && entries.join() !== entriesOf[leaves])
    violations.push(`the journal was left with [${entries.join()}], expected [${entriesOf[leaves]}]`)
}

/** The repeat gets the stored outcome, and the target takes changes again. */
async function expectOpen({ victim, request, violations }: Trial, { operator }: StartedGateway): Promise<void> {
  const repeat = await operator.execute(request)
  if (repeat.kind !== 'answer' || repeat.body.overall_status !== 'success')
    violations.push(`the repeat afterwards was answered ${JSON.stringify(repeat)}`)
  const next = await operator.execute(restartOf(victim.name, { dry_run: true }).request)
  if (next.kind !== 'answer' || next.body.overall_status !== 'preview')
    violations.push(`the next change was answered ${JSON.stringify(next)}`)
}

/** Those who trust no gateway: one restart, and a journal that says so. */
async function judge({ victim, id, violations }: Trial, site: Site, configuration: Configured): Promise<void> {
  const starts = await victim.starts(2)
  if (starts !== 2) violations.push(`its entrypoint has counted ${starts} starts, expected 2`)
  const events = site.recorder.of(victim.id, 'start').length
  if (events !== 2) violations.push(`the engine has told of ${events} starts, expected 2`)
  // Each call of a restart is one SIGTERM, also where two calls end in one start.
  const calls = site.recorder.of(victim.id, 'kill').filter(({ attributes }) => attributes['signal'] === '15').length
  if (calls !== 1) violations.push(`the engine has begun to stop it ${calls} times, expected once`)
  const moments = (await victim.startedAt()).length
  if (moments !== 2) violations.push(`the engine has shown ${moments} times of a start, expected 2`)
  const entries = await journaled(configuration, id)
  if (entries.join() !== 'intent,outcome') violations.push(`the journal holds [${entries.join()}] of it`)
  const broken = await brokenChain(configuration)
  if (broken !== null) violations.push(`the journal does not hold: ${broken}`)
}
