import {
  prepareBoth,
  startNode,
  startScriptedModel,
  type Both,
  type ModelQuestion,
  type RunningProcess,
} from '@devops-ai/testkit'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { testPostgres } from '../../packages/agent/test/agent.ts'
import { webhook, type Posted } from '../../packages/agent/test/webhook.ts'
import type { Death as GatewayDeath } from '../../packages/gateway/test/crash/points.ts'
import { siteOn, type Site } from '../../packages/gateway/test/crash/site.ts'
import { livesOf } from './lives.ts'
import { environmentOf, type Death, type Story } from './points.ts'

/** An engine, a gateway, a PostgreSQL and those who are asked or told; only agents come and go. */
export interface Seat extends AsyncDisposable {
  readonly site: Site
  readonly both: Both
  readonly gatewayDeaths: readonly GatewayDeath[]
  readonly told: readonly Posted[]
  readonly questions: readonly ModelQuestion[]
  readonly database: () => Promise<string>
  /** Starts an agent on a database; with a death it ends itself there. It may not be ready yet, or never. */
  readonly agent: (what: {
    readonly databaseUrl: string
    readonly story: Story
    readonly death: Death | null
  }) => Promise<RunningProcess>
}

const entries = {
  production: fileURLToPath(new URL('../../packages/agent/src/main.ts', import.meta.url)),
  failpoints: fileURLToPath(new URL('../failpoints/agent.ts', import.meta.url)),
} as const

/** What a model says that believes the health check. */
function sensible({ everything }: ModelQuestion): string {
  const [, target = ''] = /container ([\w.-]+)/.exec(everything) ?? []
  const [, number = 'E1'] = [...everything.matchAll(/^(E\d+) \(status/gm)].at(-1) ?? []
  const citations = [number]
  const [cause, action] = everything.includes('unhealthy') ? ['process_hung', 'change'] : ['healthy', 'nothing']
  return JSON.stringify({ cause, target, sentence: 'as the health check says', citations, action, reason: 'as it is' })
}

/** `gatewayDeath` gives the end of each gateway; without one, or with null, it lives. */
export async function seatOn(
  socketPath: string,
  run: string,
  gatewayDeath: () => GatewayDeath | null = () => null,
): Promise<Seat> {
  await using cleanup = new AsyncDisposableStack()
  const site = cleanup.use(await siteOn(socketPath, run))
  const postgres = cleanup.use(await testPostgres())
  const hook = cleanup.use(await webhook())
  const model = cleanup.use(await startScriptedModel(sensible))
  // The alerts are ours, so that it is known which were answered with 2xx: the gateway's watch tells nobody.
  const set = { GATEWAY_WATCH_URL: '', AGENT_STABLE_SECONDS: '1' }
  const both = cleanup.use(
    await prepareBoth({ engineUrl: `unix://${socketPath}`, onlyLabel: site.label, escalationUrl: hook.url, set }),
  )
  const lives = cleanup.use(await livesOf(both, gatewayDeath))
  const kept = cleanup.move()

  const seat = {
    AGENT_ANALYST: 'model',
    ANALYST_LLM_PROVIDER: 'openai-compatible',
    ANALYST_LLM_MODEL: 'scripted-1',
    ANALYST_LLM_API_KEY: 'key',
    ANALYST_LLM_BASE_URL: model.baseUrl,
    ANALYST_LLM_TIMEOUT: '10',
    ANALYST_LLM_MAX_TOKENS: '500',
    ANALYST_LLM_TEMPERATURE: '0',
    ANALYST_LLM_PRICE_PER_MTOK_IN: '1',
    ANALYST_LLM_PRICE_PER_MTOK_OUT: 'unknown',
  }
  return {
    site,
    both,
    gatewayDeaths: lives.deaths,
    told: hook.posted,
    questions: model.questions,
    database: () => postgres.fresh(),
    agent: ({ databaseUrl, story, death }) =>
      startNode(death ? entries.failpoints : entries.production, {
        name: 'agent',
        args: ['--env', join(both.dir, 'agent.env')],
        cwd: both.dir,
        env: {
          AGENT_LISTEN: '127.0.0.1:0',
          AGENT_DATABASE_URL: databaseUrl,
          ...(story === 'model' && seat),
          ...(death && environmentOf(death)),
        },
      }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
