import { EngineName, type TargetInfo } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idOf, info } from '../evidence/testing/samples.ts'
import { chooseTarget, type Choice } from './choose.ts'
import { anId } from './names.ts'

const order = [
  ...['container_id', 'container', 'container_name', 'name', 'service'],
  ...['com_docker_compose_service', 'com_docker_swarm_service_name', 'instance', 'job'],
]
const one = info('shop-web-1', '1', { service: 'web', aliases: ['www'] })
const sick = info('shop-web-2', '2', { service: 'web', aliases: ['www'], health: 'unhealthy' })
const db = info('db', '3', { service: null, project: null })
const far = { ...db, engine: EngineName.parse('far'), id: idOf('5') }
const task = (digit: string, stack: string) =>
  info(`web.${digit}.x`, digit, {
    ...{ service: null, project: null },
    labels: { 'com.docker.swarm.service.name': 'web', 'com.docker.stack.namespace': stack },
  })
const exporter = info('nodeexporter', '6', { service: null, project: null, image: 'prom/node-exporter:v1' })

const briefly = (choice: Choice): string =>
  choice.kind === 'known' ? choice.target.name : `${choice.kind} ${choice.name}`.trim()

test.for<readonly [string, Record<string, string>, readonly TargetInfo[], string]>([
  ['a full id', { container_id: idOf('3') }, [one, db], 'db'],
  ['an id as cAdvisor writes it', { id: `/docker/${idOf('3')}` }, [one, db], 'db'],
  ['an id as systemd writes it', { id: `/system.slice/docker-${idOf('3')}.scope` }, [one, db], 'db'],
  ['a short id', { container_id: idOf('3').slice(0, 12) }, [one, db], 'db'],
  ['a short id as the name of a host', { instance: `${idOf('3').slice(0, 12)}:8080` }, [one, db], 'db'],
  ['an id shorter than those that Docker shows', { container_id: idOf('3').slice(0, 11) }, [one, db], 'unknown'],
  [
    'a short id that fits two',
    { container_id: '333333333333' },
    [db, { ...db, id: idOf('3') }],
    'ambiguous 333333333333',
  ],
  ['an id with its runtime', { container_id: `docker://${idOf('3')}` }, [one, db], 'db'],
  ['an id where a name is expected', { container: idOf('3') }, [one, db], 'db'],
  ['host and port', { instance: 'db:9187' }, [one, db], 'db'],
  ['the address of a probe', { instance: 'http://www:8080/health?x=1' }, [one, db], 'shop-web-1'],
  ['an address of IPv6 names nothing', { instance: '[::1]:9100' }, [one, db], 'unknown ::1'],
  ['a job', { job: 'db', instance: '10.0.0.1:9187' }, [one, db], 'db'],
  [
    'an exporter tells of others',
    { instance: 'nodeexporter:9100', job: 'node' },
    [exporter, db],
    'ambiguous nodeexporter',
  ],
  ['an exporter that is named itself', { container: 'nodeexporter' }, [exporter, db], 'nodeexporter'],
  ['nobody known, told by an exporter', { name: 'gone', job: 'nodeexporter' }, [exporter, db], 'unknown gone'],
  ['what Prometheus renamed is the subject', { exported_service: 'web', service: 'db' }, [one, db], 'shop-web-1'],
  ["a Swarm task's name", { container_label_com_docker_swarm_task_name: 'web.8.x' }, [task('8', 'a')], 'web.8.x'],
  ['a Swarm service', { container_label_com_docker_swarm_service_name: 'web' }, [task('8', 'a')], 'web.8.x'],
  ['tasks of one service are ambiguous', { service: 'web' }, [task('8', 'a'), task('9', 'a')], 'ambiguous web'],
  [
    'the stack decides between services of one name',
    { service: 'web', com_docker_stack_namespace: 'b' },
    [task('8', 'a'), task('9', 'b')],
    'web.9.x',
  ],
  ['the engine decides between containers of one name', { name: 'db', engine: 'far' }, [db, far], 'db'],
  ['a host that is called as an engine decides too', { name: 'db', instance: 'far:8080' }, [db, far], 'db'],
  ['a host that is no engine does not', { name: 'db', host: 'elsewhere' }, [db, far], 'ambiguous db'],
  ['a further label tells which replica', { service: 'web', instance: 'shop-web-1:80' }, [one, sick, db], 'shop-web-1'],
  ['a container name', { container: 'db' }, [one, db], 'db'],
  ['a container name with its slash', { container_name: '/db' }, [one, db], 'db'],
  ["cAdvisor's name", { name: 'shop-web-1' }, [one, db], 'shop-web-1'],
  ['a service with one container', { service: 'web' }, [one, db], 'shop-web-1'],
  ["Compose's own label", { container_label_com_docker_compose_service: 'web' }, [one, db], 'shop-web-1'],
  ['an alias', { service: 'www' }, [one, db], 'shop-web-1'],
  ['of several replicas the one that is not fine', { service: 'web' }, [one, sick, db], 'shop-web-2'],
  [
    'a stopped replica is not fine',
    { service: 'web' },
    [one, { ...one, id: idOf('4'), name: 'w3', status: 'exited' }],
    'w3',
  ],
  ['replicas that are all fine are ambiguous', { service: 'web' }, [one, { ...one, id: idOf('4') }], 'ambiguous web'],
  ['two replicas in trouble are ambiguous', { service: 'web' }, [sick, { ...sick, id: idOf('4') }], 'ambiguous web'],
  [
    'two projects with one service name are ambiguous',
    { service: 'web' },
    [one, { ...sick, project: 'other' }],
    'ambiguous web',
  ],
  [
    'the project decides between them',
    { service: 'web', com_docker_compose_project: 'other' },
    [one, { ...sick, project: 'other' }],
    'shop-web-2',
  ],
  ['the order of the labels decides', { service: 'web', container: 'db' }, [one, db], 'db'],
  ['a label that names nothing gives way to the next', { container: 'gone', service: 'web' }, [one, db], 'shop-web-1'],
  ['part of a name is not the name', { container: 'shop-web' }, [one, db], 'unknown shop-web'],
  ['another case is another name', { container: 'DB' }, [one, db], 'unknown DB'],
  ['a name of nothing', { container: 'gone' }, [one, db], 'unknown gone'],
  ['no label at all', { alertname: 'ContainerAbsent' }, [one, db], 'unknown'],
  ['a label that is not in the order does not count', { pod: 'db' }, [one, db], 'unknown'],
  ['a command is data', { container: '$(docker restart db)' }, [one, db], 'unknown $(docker restart db)'],
  ['a name that shadows an id is a name', { container: idOf('3') }, [{ ...one, name: idOf('3') }, db], 'db'],
])('%s', ([, labels, targets, expected]) => {
  expect(briefly(chooseTarget({ labels }, targets, order))).toBe(expected)
})

test('whatever the labels say, a known target has exactly the name that was said', () => {
  const anyName = fc.oneof(fc.string(), fc.constantFrom('db', 'web', 'www', 'shop-web-1', '__proto__', idOf('2')))
  const labels = fc.dictionary(fc.constantFrom(...order, 'id', '__proto__', 'exported_name', 'host'), anyName)
  fc.assert(
    fc.property(labels, fc.subarray([one, sick, db]), (said, targets) => {
      const choice = chooseTarget({ labels: said }, targets, order)
      if (choice.kind !== 'known') return
      const { id, name, service, aliases } = choice.target
      const said12 = anId.test(choice.name) ? [id.slice(0, choice.name.length)] : []
      expect([id, name, service, ...aliases, ...said12]).toContain(choice.name)
    }),
  )
})

test('the engine that is told is the one that is chosen', () => {
  const choice = chooseTarget({ labels: { name: 'db', host: 'far' } }, [db, far], order)
  expect(choice).toMatchObject({ kind: 'known', target: { engine: 'far' } })
})
