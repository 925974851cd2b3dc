import { createServer } from 'node:http'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { freePort } from '../ports.ts'
import { until } from '../until.ts'
import { startAlertmanager } from './alertmanager.ts'
import { startPrometheus } from './prometheus.ts'

/** Shows one metric and keeps what is posted to it. */
const watchedServer = async () => {
  const posts: string[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.method === 'POST') posts.push(body)
      response.end('shop_broken 1\n')
    })
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { posts, host: `127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => void server.close() }
}

test('a real Prometheus fires a rule, and a real Alertmanager delivers it', async () => {
  await using watched = await watchedServer()
  await using alertmanager = await startAlertmanager({
    config: {
      route: { receiver: 'us', group_wait: '0s', group_interval: '1s', repeat_interval: '1h' },
      receivers: [{ name: 'us', webhook_configs: [{ url: `http://${watched.host}/` }] }],
    },
  })
  await using _prometheus = await startPrometheus({
    scrapeConfigs: [{ job_name: 'shop', static_configs: [{ targets: [watched.host] }] }],
    ruleGroups: [{ name: 'shop', rules: [{ alert: 'ShopBroken', expr: 'shop_broken == 1' }] }],
    alertmanagers: [alertmanager.url],
    interval: '1s',
  })
  const post = await until(() => watched.posts[0], { what: 'the alert to be delivered', deadlineMs: 60_000 })
  expect(JSON.parse(post)).toMatchObject({ version: '4', status: 'firing', commonLabels: { alertname: 'ShopBroken' } })
})
