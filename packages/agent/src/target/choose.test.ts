import type { TargetInfo } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idOf, info } from '../evidence/testing/samples.ts'
import { chooseTarget, type Choice } from './choose.ts'

const order = ['container_id', 'container', 'container_name', 'name', 'service', 'com_docker_compose_service', 'job']
const one = info('shop-web-1', '1', { service: 'web', aliases: ['www'] })
const sick = info('shop-web-2', '2', { service: 'web', aliases: ['www'], health: 'unhealthy' })
const db = info('db', '3', { service: null, project: null })

const briefly = (choice: Choice): string =>
  choice.kind === 'known' ? choice.target.name : `${choice.kind} ${choice.name}`.trim()

test.for<readonly [string, Record<string, string>, readonly TargetInfo[], string]>([
  ['a full id', { container_id: idOf('3') }, [one, db], 'db'],
  ['an id as cAdvisor writes it', { id: `/docker/${idOf('3')}` }, [one, db], 'db'],
  ['an id as systemd writes it', { id: `/system.slice/docker-${idOf('3')}.scope` }, [one, db], 'db'],
  ['a short id names nothing', { container_id: idOf('3').slice(0, 12) }, [one, db], 'unknown'],
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
  ['a label that is not in the order does not count', { instance: 'db' }, [one, db], 'unknown'],
  ['a command is data', { container: '$(docker restart db)' }, [one, db], 'unknown $(docker restart db)'],
  ['a name that shadows an id is a name', { container: idOf('3') }, [{ ...one, name: idOf('3') }, db], 'db'],
])('%s', ([, labels, targets, expected]) => {
  expect(briefly(chooseTarget({ labels }, targets, order))).toBe(expected)
})

test('whatever the labels say, a known target has exactly the name that was said', () => {
  const anyName = fc.oneof(fc.string(), fc.constantFrom('db', 'web', 'www', 'shop-web-1', '__proto__', idOf('2')))
  const labels = fc.dictionary(fc.constantFrom(...order, 'id', '__proto__'), anyName)
  fc.assert(
    fc.property(labels, fc.subarray([one, sick, db]), (said, targets) => {
      const choice = chooseTarget({ labels: said }, targets, order)
      if (choice.kind !== 'known') return
      const { id, name, service, aliases } = choice.target
      expect([id, name, service, ...aliases]).toContain(choice.name)
    }),
  )
})
