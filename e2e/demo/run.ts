import {
  breakShop,
  demoLabel,
  dockerAt,
  ensureDocker,
  recordEvents,
  startBoth,
  startPrivateEngine,
  startShop,
} from '@devops-ai/testkit'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { isDemo, takeDown } from './down.ts'
import { endedAll, follower } from './follow.ts'
import { judge } from './judge.ts'
import type { RunOptions } from './options.ts'
import { demoDir, forgetState, loadState, saveState } from './state.ts'
import type { Tell } from './tell.ts'

const storyDeadlineMs = 90_000

/** A victim that looks every second tells the same story every second. */
const pace = { AGENT_RECHECK_SECONDS: '3' }

/** The whole demo: engine, shop, services, fault, story, verdict. Resolves with the exit code. */
export async function runDemo(options: RunOptions, tell: Tell, signal: AbortSignal): Promise<number> {
  const begun = performance.now()
  const earlier = await loadState()
  if (earlier && (await isDemo(earlier.pid)))
    throw new Error('a demo is running already; end it with ./dev demo --down')
  if (earlier) await takeDown(tell)
  const run = randomBytes(2).toString('hex')
  await using cleanup = new AsyncDisposableStack()
  cleanup.defer(forgetState)

  const engine = await attachEngine(options, run, cleanup)
  const api = dockerAt(engine.socketPath)
  tell.stage(
    'engine',
    engine.engineDir === null
      ? `the one at ${engine.socketPath}; only what carries ${demoLabel}=${run} is seen`
      : 'a private one, gone with the demo',
  )

  signal.throwIfAborted()
  const dir = join(demoDir, 'configuration')
  await saveState({ run, pid: process.pid, ...engine, dir })
  const shop = cleanup.use(await startShop(api, { run }))
  tell.stage('shop', `web → api → db, healthy (${Object.values(shop.names).join(', ')})`)

  signal.throwIfAborted()
  const both = cleanup.use(
    await startBoth({ engineUrl: `unix://${engine.socketPath}`, onlyLabel: `${demoLabel}=${run}`, dir, set: pace }),
  )
  tell.stage('services', `gateway ${both.gatewayUrl}, agent ${both.agentUrl}`)

  const recorder = cleanup.use(await recordEvents(api))
  tell.stage('fault', await breakShop(api, shop, 'hang'))
  const story = follower(both, tell)
  const incidents = await story.follow(endedAll(shop.names.db), { deadlineMs: storyDeadlineMs, signal })
  const seconds = Math.round((performance.now() - begun) / 100) / 10
  const { outcome, checks } = await judge({ shop, incidents, recorder, journalDir: both.journalDir, seconds })
  tell.outcome(outcome, checks)

  if (!options.once && !signal.aborted) {
    tell.stage(
      'running',
      `docs ${both.gatewayUrl}/docs and ${both.agentUrl}/docs; your token is in ${join(dir, 'cli.env')}`,
    )
    tell.stage('next', './dev demo break crash   (hang, crash-loop, pause, stop-by-person, slow-start, memory)')
    tell.stage('next', `DEVOPS_AI_DIR=${dir} ./dev cli incidents`)
    tell.stage('end', 'Ctrl-C')
    await story.follow(() => false, { deadlineMs: Number.POSITIVE_INFINITY, signal })
  }
  return checks.every(({ holds }) => holds) ? 0 : 1
}

async function attachEngine(options: RunOptions, run: string, cleanup: AsyncDisposableStack) {
  const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`)
  const docker = await ensureDocker({
    install: options.install,
    yes: options.yes,
    say,
    ...(process.stdin.isTTY && !options.json && { ask }),
  })
  if (!docker.ok) throw new Error(docker.detail)
  if (docker.kind === 'existing') return { socketPath: docker.socketPath, engineDir: null }
  // Named before it is made, so that `--down` finds it whatever happens.
  const engineDir = join(tmpdir(), `devops-ai-demo-${run}`)
  await saveState({ run, pid: process.pid, socketPath: '', engineDir, dir: demoDir })
  const engine = cleanup.use(await startPrivateEngine({ dir: engineDir, liveRestore: true }))
  return { socketPath: engine.socketPath, engineDir }
}

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}
