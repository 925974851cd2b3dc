import { TargetName } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { interpretOffline } from './interpret.ts'

const mebibyte = 1024 ** 2
const web = TargetName.parse('web')

test.each([
  ['limit memory to 512 MB', { memory_bytes: 512 * mebibyte }],
  ['give it half a gig of ram', { memory_bytes: 512 * mebibyte }],
  ['raise the memory limit from 512m to 1.5 GiB', { memory_bytes: 1536 * mebibyte }],
  ['cap it at 2 CPUs and 1 GB', { cpus: 2, memory_bytes: 1024 * mebibyte }],
  ['limit web to 2 cpus, 4g of memory and 300 pids', { cpus: 2, memory_bytes: 4096 * mebibyte, pids_limit: 300 }],
  ['give it half a core', { cpus: 0.5 }],
  ['set cpus to 1.25', { cpus: 1.25 }],
  ['allow at most 100 processes', { pids_limit: 100 }],
  ['remove the pids limit', { pids_limit: -1 }],
  ['set the restart policy to unless-stopped', { restart_policy: 'unless-stopped' }],
  ['change the restart policy from no to always', { restart_policy: 'always' }],
  ['set the restart policy to never', { restart_policy: 'no' }],
  ['restart policy on-failure with a maximum of three retries', { restart_policy: 'on-failure:3' }],
  ['turn off automatic restarts', { restart_policy: 'no' }],
  ['web uses too much memory, limit it to 256m', { memory_bytes: 256 * mebibyte }],
] as const)('"%s" sets exactly that', (intent, fields) => {
  const operation = { kind: 'container.update', ...fields }
  expect(interpretOffline(intent, web)).toEqual({ ok: true, operation, confidence: 'exact' })
})

test.each([
  ['less than Docker accepts', 'limit memory to 1 MB'],
  ['more processors than there are', 'cpus: 9000'],
  ['two values for one limit', 'set memory to 1g and memory to 2g'],
  ['no value', 'set the memory limit'],
  ['a value without its unit', 'set memory to 512'],
  ['a change by as much, or up to it', 'increase the memory 512m'],
  ['a share', 'give it 50% of the cpu'],
  ['a report', 'the memory limit is 512m'],
  ['a question', 'memory limit 1g?'],
  ['a limit of something else', 'limit web to 10 requests per second'],
])('%s sets nothing', (_, intent) => {
  expect(interpretOffline(intent, web)).toMatchObject({ ok: false })
})

test.each([
  ['kill it', 'KILL'],
  ['kill -9 web', 'KILL'],
  ['hup it', 'HUP'],
  ['send SIGHUP to web', 'HUP'],
  ['kill web with signal 15', 'TERM'],
  ['send USR1 to web to reopen its logs', 'USR1'],
  ['it ignores SIGTERM, kill it', 'KILL'],
] as const)('"%s" sends %s', (intent, signal) => {
  expect(interpretOffline(intent, web)).toMatchObject({ operation: { kind: 'container.kill', signal } })
})

test('a signal that is not offered is none', () => {
  expect(interpretOffline('send SIGSTOP to web', web)).toMatchObject({ ok: false, code: 'invalid_request' })
})

test.each([
  ['scale to 5 replicas', 5],
  ['run three copies of web', 3],
  ['scale web down to 1', 1],
  ['scale from 2 to 4 replicas', 4],
  ['set the replica count to a dozen', 12],
  ['scale to zero', 0],
] as const)('"%s" asks for %i', (intent, replicas) => {
  expect(interpretOffline(intent, web)).toMatchObject({ operation: { kind: 'service.scale', replicas } })
})

test.each(['scale it', 'scale up', 'add two replicas', 'scale by 2', 'scale to 2.5 replicas', 'web has 3 replicas'])(
  '"%s" scales nothing',
  (intent) => {
    expect(interpretOffline(intent, web)).toMatchObject({ ok: false })
  },
)

test.each([
  ['connect it to the backend network', 'backend', []],
  ['connect web to backend', 'backend', []],
  ['attach it to the network Backend_Net', 'Backend_Net', []],
  ['connect web to backend with aliases API and db', 'backend', ['API', 'db']],
  ['web needs to be on shop_default, please connect it', 'shop_default', []],
] as const)('"%s" connects', (intent, network, aliases) => {
  expect(interpretOffline(intent, web)).toMatchObject({ operation: { kind: 'network.connect', network, aliases } })
})

test.each([
  ['nothing that is named', 'connect it to a network'],
  ['what may be anything', 'put web on hold'],
  ['a program', 'connect web to redis'],
  ['a terminal', 'attach web to my terminal'],
  ['two networks', 'connect it to backend and to frontend'],
  ['another container', 'connect db to the backend network'],
])('a wording with %s connects nothing', (_, intent) => {
  expect(interpretOffline(intent, web)).toMatchObject({ ok: false })
})

test('the name of another target is a network only where it is called one', () => {
  const known = new Set(['payments'])
  expect(interpretOffline('connect web to payments', web, undefined, known)).toMatchObject({ code: 'other_target' })
  expect(interpretOffline('connect web to the payments network', web, undefined, known)).toMatchObject({ ok: true })
})

test.each([
  ['the target', 'restart the service', 'container.restart'],
  ['the target', 'logs of the service', 'container.logs'],
  ['a Swarm service', 'logs of the swarm service', 'service.logs'],
  ['a Swarm service', 'restart the swarm service', 'service.force-update'],
  ['a Swarm service', 'Display detailed information on one or more services', 'service.inspect'],
] as const)('%s is meant by "%s"', (_, intent, kind) => {
  expect(interpretOffline(intent, web)).toMatchObject({ operation: { kind } })
})

test('the reference of an image is an image', () => {
  const image = TargetName.parse('registry:5000/shop/web:1.2')
  expect(interpretOffline('inspect registry:5000/shop/web:1.2', image)).toMatchObject({
    operation: { kind: 'image.inspect' },
  })
})

test.each([
  ['ps -a', 'container.list'],
  ['logs --tail 20 web', 'container.logs'],
  ['network disconnect backend web', 'network.disconnect'],
] as const)('"%s" is a docker command without its first word', (intent, kind) => {
  expect(interpretOffline(intent, web)).toMatchObject({ operation: { kind }, confidence: 'exact' })
})
