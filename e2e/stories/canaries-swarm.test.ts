import {
  call,
  dockerAt,
  importBusybox,
  newPrivateEngine,
  prepareBoth,
  startScriptedModel,
  testLabel,
  until,
  type Both,
  type DockerApi,
} from '@devops-ai/testkit'
import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { careless, printedBy } from '../trust/canaries/container.ts'
import { notTold } from '../trust/canaries/forms.ts'
import { canaries } from '../trust/canaries/planted.ts'
import { seenIn } from '../trust/canaries/seen-in.ts'
import { ask } from '../trust/yard/ask.ts'
import { modelSeat } from '../trust/yard/model-seat.ts'

const run = randomBytes(4).toString('hex')
const planted = canaries(run)
/** It has no health check, so nobody tells what one would print. */
const told = planted.all.filter(({ where }) => where !== 'health output')
const service = `shop_web-${run}`
const cleanup = new AsyncDisposableStack()
const Named = z.array(z.object({ Description: z.object({ Hostname: z.string() }) }))

let api: DockerApi
let both: Both
let node: string

/** An engine of its own: a swarm is not what other tests expect, and cannot be with live-restore. */
beforeAll(async () => {
  const engine = await newPrivateEngine({ liveRestore: false })
  cleanup.defer(() => engine.stop())
  api = cleanup.use(dockerAt(engine.socketPath))
  const label = `${testLabel}=${run}`
  const image = await importBusybox(api, {
    repo: 'devops-ai-canaries',
    tag: run,
    label,
    files: printedBy(planted, told),
  })
  const init = { ListenAddr: '127.0.0.1:2377', AdvertiseAddr: '127.0.0.1' }
  await call(api, { method: 'POST', path: '/swarm/init', body: init }, [200])
  const spec = careless(planted)
  const labels = { ...spec.labels, [testLabel]: run, 'com.docker.stack.namespace': 'shop' }
  const body = {
    Name: service,
    Labels: labels,
    TaskTemplate: {
      ContainerSpec: {
        Image: image,
        Command: spec.cmd,
        Args: ['--token', planted.command['--token']],
        Env: Object.entries(spec.env ?? {}).map(([name, value]) => `${name}=${value}`),
        Labels: labels,
        StopGracePeriod: 1e9,
      },
    },
    Mode: { Replicated: { Replicas: 1 } },
  }
  await call(api, { method: 'POST', path: '/services/create', body }, [201])
  node = Named.parse((await call(api, { method: 'GET', path: '/nodes' }, [200])).json)[0]?.Description.Hostname ?? ''
  // The words are a command already, and the model repeats them.
  const model = cleanup.use(
    await startScriptedModel(({ everything }) => /docker [^"\n]+(?=")/.exec(everything)?.[0] ?? 'REFUSE: no'),
  )
  both = cleanup.use(
    await prepareBoth({
      engineUrl: `unix://${engine.socketPath}`,
      onlyLabel: label,
      set: { ...modelSeat(model.baseUrl), GATEWAY_LOG_LEVEL: 'debug' },
    }),
  )
  await both.start('gateway')
})
afterAll(() => cleanup.disposeAsync())

const raw = async (path: string): Promise<string> =>
  (await call(api, { method: 'GET', path }, [200])).bytes.toString('utf8')

test('the engine itself tells those of the environment, of labels, of the command line and of the log', async () => {
  const everything = async () => {
    const output = await raw(`/services/${service}/logs?stdout=1&stderr=1`)
    return output.includes('ready to take requests') && `${await raw(`/services/${service}`)}\n${output}`
  }
  const output = await until(everything, { what: 'the output of the service', deadlineMs: 60_000, everyMs: 200 })
  expect(notTold(output, told)).toEqual([])
})

test.for([
  ...[`inspect ${service}`, `ps ${service}`, `logs --tail 5000 ${service}`, 'ls'].map(
    (verb) => `docker service ${verb}`,
  ),
  ...['docker node ls', 'docker node inspect NODE', 'docker node ps NODE'],
  ...['docker stack services shop', 'docker stack ps shop', 'docker ps', 'docker events --since 10m --until 0s'],
])('%s tells none', async (command) => {
  const said = command.replace('NODE', node)
  const target = said.split(' ').find((word) => [service, node, 'shop'].includes(word)) ?? service
  const answer = await ask({ both }, { source: 'operator', target, intent: `run: ${said}` })
  expect([answer.status, seenIn(answer.text, planted.all)]).toEqual([200, []])
})

test('no log line and no journal tells any', async () => {
  const output = both.process('gateway').lines.map(({ text }) => text)
  const names = await readdir(both.journalDir)
  const journal = await Promise.all(names.map((name) => readFile(join(both.journalDir, name), 'utf8').catch(() => '')))
  for (const kept of [output, journal]) {
    expect(kept.join('\n').length).toBeGreaterThan(100)
    expect(seenIn(kept.join('\n'), planted.all)).toEqual([])
  }
})

test('what is no secret is told as it is', async () => {
  const logs = await ask(
    { both },
    { source: 'operator', target: service, intent: `run: docker service logs ${service}` },
  )
  expect(logs.stdout).toContain('ready to take requests on port 8080')
  const details = await ask(
    { both },
    { source: 'operator', target: service, intent: `run: docker service inspect ${service}` },
  )
  expect(details.stdout).toContain('mode: replicated, replicas 1')
})
