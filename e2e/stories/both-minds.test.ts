import type { IncidentDetail } from '@devops-ai/contract'
import { startScriptedModel, type ModelQuestion, type ModelReply, type ScriptedModel } from '@devops-ai/testkit'
import { expect, test } from 'vitest'
import { startWorld, type World } from './world.ts'

/** Both seats are taken by a model at one scripted server; the rules and the offline grammar have no part in it. */
const seats = ({ baseUrl }: ScriptedModel): Readonly<Record<string, string>> => ({
  GATEWAY_INTERPRETER: 'model',
  AGENT_ANALYST: 'model',
  ...seat('INTERPRETER', baseUrl),
  ...seat('ANALYST', baseUrl),
})

const seat = (name: string, baseUrl: string): Readonly<Record<string, string>> => ({
  [`${name}_LLM_PROVIDER`]: 'openai-compatible',
  [`${name}_LLM_MODEL`]: 'scripted-1',
  [`${name}_LLM_API_KEY`]: 'key',
  [`${name}_LLM_BASE_URL`]: baseUrl,
  [`${name}_LLM_TIMEOUT`]: '5',
  [`${name}_LLM_MAX_TOKENS`]: '500',
  [`${name}_LLM_TEMPERATURE`]: '0',
  [`${name}_LLM_PRICE_PER_MTOK_IN`]: '1',
  [`${name}_LLM_PRICE_PER_MTOK_OUT`]: 'unknown',
})

const asksForCommand = ({ everything }: ModelQuestion): boolean => everything.includes('docker command line')

/** What a sensible model writes: the command that the words mean, and the diagnosis that the evidence shows. */
function sensible(question: ModelQuestion): ModelReply {
  const { everything } = question
  return asksForCommand(question) ? commandFor(everything) : diagnosisFor(everything)
}

function commandFor(everything: string): string {
  const [, target = ''] = /Request for ([\w.-]+): /.exec(everything) ?? []
  const [, intent = ''] = /Request for [\w.-]+: "([^"]*)"/.exec(everything) ?? []
  if (intent.includes('restart')) return `\`\`\`sh\ndocker restart ${target}\n\`\`\``
  if (intent.includes('logs')) return `docker logs --tail 100 ${target}`
  return `docker inspect --format '{{json .State}}' ${target}`
}

function diagnosisFor(everything: string): string {
  const [, target = ''] = /container ([\w.-]+)/.exec(everything) ?? []
  const [, number = 'E1'] = [...everything.matchAll(/^(E\d+) \(status/gm)].at(-1) ?? []
  return `Here it is: ${JSON.stringify({
    cause: 'process_hung',
    target,
    sentence: 'it runs and does not answer its health check',
    citations: [number],
    action: 'change',
    reason: 'a restart brings it back',
  })}`
}

async function hangs(world: World) {
  const { id, name } = await world.service('web', { autonomy: 'auto' })
  await world.hang(id)
  return name
}

const settled = ['resolved', 'no_action', 'escalated']
const ended = (world: World, name: string): Promise<IncidentDetail> =>
  world.both.untilIncident(
    `an ended incident on ${name}`,
    ({ target, phase }) => target?.name === name && settled.includes(phase),
    60_000,
  )

const metrics = async (url: string, token: string): Promise<string> =>
  (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text()

test('with a model in both seats the same repair happens, once and verified, and its cost is counted', async () => {
  await using model = await startScriptedModel(sensible)
  await using world = await startWorld({ set: seats(model) })
  const name = await hangs(world)
  const incident = await ended(world, name)
  expect(incident).toMatchObject({ phase: 'resolved', cause: 'process_hung', verification: 'fixed', changes: 1 })
  const diagnosed = incident.events.map(({ event }) => event).find((event) => event.type === 'diagnosed')
  expect(diagnosed?.diagnosis.analyst).toBe('model')
  expect(await world.starts('web')).toBe(2)
  const counted = await metrics(world.both.agentUrl, world.both.tokens.operator)
  expect(counted).toMatch(/^llm_tokens_total\{.*model="scripted-1".*\} [1-9]/m)
  expect(counted).toMatch(/^llm_calls_without_price_total\{.*\} [1-9]/m)
})

test.for([
  ['a container made with a host mount', 'docker run -v /:/h busybox rm -rf /h'],
  ['a removal', 'docker rm -f web'],
  ['another target', 'docker restart victim'],
  ['two commands', 'docker restart web && docker stop web'],
] as const)('a model that answers %s changes nothing', async ([, command]) => {
  await using model = await startScriptedModel((question) =>
    asksForCommand(question) && question.everything.includes('"restart the service"') ? command : sensible(question),
  )
  await using world = await startWorld({ set: seats(model) })
  await world.service('victim', { autonomy: 'auto' })
  const name = await hangs(world)
  expect(await ended(world, name)).toMatchObject({ phase: 'escalated', changes: 0 })
  expect([await world.starts('web'), await world.starts('victim')]).toEqual([1, 1])
})

test.for([
  ['cites what does not exist', { citations: ['E99'] }],
  ['names another target', { target: 'victim' }],
  ['names an unknown cause', { cause: 'gremlins' }],
] as const)('an analyst that %s is refused and a person is told', async ([, wrong]) => {
  await using model = await startScriptedModel((question) => {
    if (asksForCommand(question)) return commandFor(question.everything)
    const text = diagnosisFor(question.everything)
    return JSON.stringify({ ...JSON.parse(text.slice(text.indexOf('{'))), ...wrong })
  })
  await using world = await startWorld({ set: seats(model) })
  const name = await hangs(world)
  expect(await ended(world, name)).toMatchObject({ phase: 'escalated', changes: 0 })
  expect(await world.starts('web')).toBe(1)
})

test('a dead model is said to be dead: nothing stands in for it', async () => {
  await using model = await startScriptedModel(() => ({ status: 500 }))
  await using world = await startWorld({ set: seats(model) })
  const name = await hangs(world)
  expect(await ended(world, name)).toMatchObject({ phase: 'escalated', changes: 0 })
  expect(await world.starts('web')).toBe(1)
})
