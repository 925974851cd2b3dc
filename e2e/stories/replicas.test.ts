import { IncidentDetail, IncidentList } from '@devops-ai/contract'
import { freePort, mains, startNode, until, untilHealth, type RunningProcess } from '@devops-ai/testkit'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { query, testPostgres } from '../../packages/agent/test/agent.ts'
import { startWorld, type World } from './world.ts'

// It ignores SIGTERM: its stop takes the whole stop time-out of 3 s, and its restart is easily caught in the middle.
const stubborn = 'trap "" TERM; httpd -f -p 80 -h /tmp & while :; do sleep 1; done'

/** How long the repair of a dead agent may lie. */
const takeOverMs = 15_000

interface Replica {
  readonly url: string
  readonly process: RunningProcess
  readonly id: string
}

const replica = async (url: string, running: RunningProcess): Promise<Replica> => {
  const line = await running.waitForLine(/joined the agents of the database as /, 60_000)
  await running.waitForLine(/ ready on http:/, 60_000)
  return { url, process: running, id: /as ([0-9a-f-]{36})/.exec(line)?.[1] ?? '' }
}

async function startSecond({ both }: World): Promise<Replica> {
  const listen = `127.0.0.1:${await freePort()}`
  const running = await startNode(mains.agent, {
    name: 'second agent',
    args: ['--env', join(both.dir, 'agent.env')],
    env: { AGENT_LISTEN: listen },
  })
  return replica(`http://${listen}`, running)
}

test('two agents share a database; one killed in the middle of a repair is taken over, with one restart', async () => {
  await using postgres = await testPostgres()
  const databaseUrl = await postgres.fresh()
  await using world = await startWorld({ databaseUrl })
  const { both } = world
  const first = await replica(both.agentUrl, both.process('agent'))
  const second = await startSecond(world)
  await using _second = second.process
  const ask = async (from: Replica, path: string): Promise<unknown> =>
    (await fetch(from.url + path, { headers: { authorization: `Bearer ${both.tokens.operator}` } })).json()
  const tell = async (to: Replica, name: string): Promise<number> => {
    const labels = { alertname: 'ServiceDown', severity: 'critical', container: name }
    const alert = { status: 'firing', labels, annotations: {}, startsAt: new Date().toISOString() }
    const answer = await fetch(`${to.url}/webhook/alerts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${both.tokens.alertmanager}`, 'content-type': 'application/json' },
      body: JSON.stringify({ version: '4', status: 'firing', receiver: 'agent', alerts: [alert] }),
    })
    return answer.status
  }

  const { id, name } = await world.service('stubborn', {
    autonomy: 'auto',
    program: stubborn,
    spec: { stopTimeout: 3 },
  })
  await untilHealth(world.api, id, 'healthy', 60_000)
  await world.hang(id)
  await world.recorder.waitFor(name, 'health_status: unhealthy', 60_000)
  expect(await Promise.all([tell(first, name), tell(second, name)])).toEqual([202, 202])

  await world.recorder.waitFor(name, 'kill', 60_000)
  const holder = await holderOf(databaseUrl)
  const [dying, living] = holder === first.id ? [first, second] : [second, first]
  expect(dying.id).toBe(holder)
  dying.process.kill('SIGKILL')
  const killedAt = Date.now()
  expect(await dying.process.exited).toMatchObject({ signal: 'SIGKILL' })

  const resolved = await until(
    async () =>
      IncidentList.parse(await ask(living, '/incidents')).incidents.find(
        ({ target, phase }) => target?.name === name && phase === 'resolved',
      ),
    { what: `the incident on ${name} to be resolved by the other agent`, deadlineMs: 60_000 },
  )
  const incident = IncidentDetail.parse(await ask(living, `/incidents/${resolved.id}`))
  const [answered, ...more] = incident.events.filter(({ event }) => event.type === 'operation_answered')
  expect(more).toEqual([])
  expect(Date.parse(answered?.at ?? '') - killedAt).toBeGreaterThan(0)
  expect(Date.parse(answered?.at ?? '') - killedAt).toBeLessThan(takeOverMs)
  expect(incident).toMatchObject({ verification: 'fixed', changes: 1 })
  expect(incident.events.filter(({ event }) => event.type === 'operation_requested')).toHaveLength(1)
  expect(await world.starts('stubborn')).toBe(2)
  expect(world.recorder.of(name, 'restart')).toHaveLength(1)
  expect(IncidentList.parse(await ask(living, '/incidents')).incidents).toHaveLength(1)
})

/** The agent that has an incident in hand, by the database's own word. */
async function holderOf(databaseUrl: string): Promise<string | undefined> {
  const rows = await query(databaseUrl, 'select holder from claims')
  return z.array(z.object({ holder: z.string() })).parse(rows)[0]?.holder
}
