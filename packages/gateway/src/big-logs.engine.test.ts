import { readFileSync } from 'node:fs'
import { ExecuteRequest } from '@devops-ai/contract'
import { call, dockerAt, execIn, importBusybox, removeLabelled, testLabel, until } from '@devops-ai/testkit'
import { afterAll, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { configured, started } from '../test/configured.ts'

const run = `big-${process.pid}`
const label = `${testLabel}=${run}`
const most = 65_536
const api = dockerAt(inject('engineSocket'))
const image = await importBusybox(api, { repo: 'devops-ai-big', tag: run, label })
const configuration = await configured({
  engineUrl: `unix://${inject('engineSocket')}`,
  onlyLabel: label,
  set: { GATEWAY_MAX_OUTPUT_BYTES: String(most) },
})
const gateway = await started(configuration)

afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await configuration[Symbol.asyncDispose]()
  await removeLabelled(api, label)
  await api[Symbol.asyncDispose]()
})

const megabytesOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

/** 10,000 lines of 10,000 bytes, of which every fourth is in no text of UTF-8; the driver keeps them as they are. */
async function makeTalkative(): Promise<void> {
  const body = {
    Image: image,
    Cmd: [
      'sh',
      '-c',
      String.raw`yes "$(printf 'ab\377')" | tr '\n' ' ' | head -c 100000000 | fold -b -w 10000; echo; echo the end; touch /done; exec sleep 600`,
    ],
    Labels: { [testLabel]: run },
    HostConfig: { LogConfig: { Type: 'local', Config: { 'max-size': '200m', compress: 'false' } } },
  }
  const query = { name: `${run}-talks` }
  const made = await call(api, { method: 'POST', path: '/containers/create', query, body }, [201])
  const { Id } = z.object({ Id: z.string() }).parse(made.json)
  await call(api, { method: 'POST', path: `/containers/${Id}/start` }, [204])
  await until(async () => (await execIn(api, Id, ['test', '-e', '/done'])).code === 0, {
    what: 'a hundred megabytes to be written',
    deadlineMs: 120_000,
  })
}

const lastLines = (count: number) =>
  gateway.operator.execute(
    ExecuteRequest.parse({
      source_id: 'operator',
      target_resource: { name: `${run}-talks` },
      action_request: { intent: `show the last ${count} log lines` },
    }),
  )

test('a log of 100 MB that is no UTF-8, read by many at once, takes bounded memory and is said to be cut', async () => {
  await makeTalkative()
  const before = megabytesOf(gateway.process.pid)
  let highest = before
  const watching = setInterval(() => (highest = Math.max(highest, megabytesOf(gateway.process.pid))), 50)
  // Every one asks for another number of lines, so that no two share a look.
  const replies = await Promise.all(Array.from({ length: 16 }, (_, place) => lastLines(5_000 - place)))
  clearInterval(watching)
  for (const reply of replies) {
    const { stdout, truncated } =
      reply.kind === 'answer' ? reply.body.execution_details.execution_result : expect.fail(JSON.stringify(reply))
    expect(truncated).toBe(true)
    expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(most)
    expect(stdout).toContain('ab\ufffd')
  }
  // All of it would be 800 MB.
  expect(highest - before).toBeLessThan(200)
  expect(await lastLines(1)).toMatchObject({
    body: { execution_details: { execution_result: { stdout: 'the end' } } },
  })
})
