import { TargetName } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Operation } from './operation.ts'
import { isChange, kinds, operations, sentenceOf } from './operations.ts'
import { parseCommand } from './parse.ts'
import { commandForm, renderCommand } from './render.ts'
import { anyOperation, anyTargetName } from './testing/any-operation.ts'

test('parsing a rendered command gives the operation back, but for errors_only, which Docker has no flag for', () => {
  fc.assert(
    fc.property(anyOperation, anyTargetName, (operation, name) => {
      const kept = 'errors_only' in operation ? { ...operation, errors_only: false } : operation
      expect(parseCommand(renderCommand(operation, name), name)).toEqual({ ok: true, operation: kept })
    }),
  )
})

test('a rendered change names its target and nothing that a shell would act on', () => {
  fc.assert(
    fc.property(anyOperation.filter(isChange), anyTargetName, (operation, name) => {
      const command = renderCommand(operation, name)
      expect(command).toMatch(/^docker [A-Za-z0-9_.:= -]+$/)
      expect(command.split(/[ =]/)).toContain(name)
    }),
  )
})

test('every operation has a sentence', () => {
  fc.assert(
    fc.property(anyOperation, (operation) => {
      expect(sentenceOf(operation, 'web')).toMatch(/^[A-Z].*\.$/)
    }),
  )
})

test.each([
  [
    { kind: 'container.logs', tail: 100, since_seconds: 5400, errors_only: true, timestamps: true },
    'docker logs --tail 100 --since 1h30m --timestamps web',
  ],
  [{ kind: 'container.restart', timeout_seconds: 5 }, 'docker restart -t 5 web'],
  [{ kind: 'container.health' }, "docker inspect --format '{{json .State}}' web"],
  [{ kind: 'container.stats' }, 'docker stats --no-stream web'],
  [{ kind: 'container.list', all: true }, 'docker ps -a'],
  [{ kind: 'container.kill', signal: 'HUP' }, 'docker kill --signal HUP web'],
  [
    {
      kind: 'container.update',
      memory_bytes: 512 * 1024 ** 2,
      cpus: 1.5,
      pids_limit: -1,
      restart_policy: 'on-failure:3',
    },
    'docker update --memory 512m --cpus 1.5 --pids-limit -1 --restart on-failure:3 web',
  ],
  [{ kind: 'container.remove' }, 'docker rm web'],
  [
    { kind: 'network.connect', network: 'shop', aliases: ['api', 'front'] },
    'docker network connect --alias api --alias front shop web',
  ],
  [{ kind: 'network.disconnect', network: 'shop' }, 'docker network disconnect shop web'],
  [{ kind: 'service.scale', replicas: 3 }, 'docker service scale web=3'],
  [{ kind: 'service.force-update' }, 'docker service update --force web'],
  [{ kind: 'service.rollback' }, 'docker service rollback web'],
  [{ kind: 'system.events', since_seconds: 600, until_seconds: 0 }, 'docker events --since 10m --until 0s'],
  [{ kind: 'stack.ps' }, 'docker stack ps web'],
])('%o is written as %s', (operation, command) => {
  expect(renderCommand(Operation.parse(operation), TargetName.parse('web'))).toBe(command)
})

test.each([
  [
    'container.logs',
    'docker logs [--tail <a number of lines from 1 to 5000, or all>] [--since <a duration such as 10m or 1h30m>] [--until <a duration such as 10m or 1h30m>] [--timestamps] web',
  ],
  [
    'system.events',
    'docker events --since <a duration such as 10m or 1h30m> --until <a duration such as 10m or 1h30m>',
  ],
  ['network.connect', 'docker network connect [--alias <one word>] <network> web'],
  ['service.scale', 'docker service scale web=<a whole number>'],
  ['service.rollback', 'docker service rollback web'],
] as const)('%s is to be written as %s', (kind, form) => {
  expect(commandForm(kind, 'web')).toBe(form)
})

test('an operation with a field that it does not have is none', () => {
  expect(Operation.safeParse({ kind: 'container.pause', all: true }).success).toBe(false)
  expect(Operation.safeParse({ kind: 'container.remove', force: true }).success).toBe(false)
  expect(Operation.safeParse({ kind: 'container.exec' }).success).toBe(false)
})

test.each([
  ['an update of nothing', { kind: 'container.update' }],
  ['a limit below what Docker accepts', { kind: 'container.update', memory_bytes: 5 * 1024 ** 2 }],
  ['no processes at all', { kind: 'container.update', pids_limit: 0 }],
  ['processors in thousandths', { kind: 'container.update', cpus: 0.125 }],
  ['a restart policy of our own', { kind: 'container.update', restart_policy: 'sometimes' }],
  ['a signal that is none', { kind: 'container.kill', signal: 'STOP' }],
  ['a network that begins like a flag', { kind: 'network.disconnect', network: '-f' }],
  ['a network that is a path', { kind: 'network.disconnect', network: '../x' }],
  ['an alias that is a path', { kind: 'network.connect', network: 'shop', aliases: ['a/b'] }],
  ['a window that ends before it begins', { kind: 'system.events', since_seconds: 5, until_seconds: 5 }],
  ['a thousand and one replicas', { kind: 'service.scale', replicas: 1_001 }],
])('%s is no operation', (_, operation) => {
  expect(Operation.safeParse(operation).success).toBe(false)
})

test('a sentence of one operation is not made from another', () => {
  expect(() => operations['container.stop'].sentence({ kind: 'container.pause' }, 'web')).toThrow('container.stop')
  expect(kinds).toHaveLength(42)
})
