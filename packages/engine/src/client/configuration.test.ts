import { ContainerId, EngineName } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { httpServer } from '../../test/http-server.ts'
import { type Configuration, configurationOfContainer, configurationOfService } from './configuration.ts'
import { connectEngine } from './connect.ts'

const id = ContainerId.parse('a'.repeat(64))
const inspect = {
  Id: id,
  Name: '/web',
  Created: '2026-01-01T00:00:00Z',
  Image: 'sha256:1',
  State: {
    Status: 'running',
    Running: true,
    Paused: false,
    Restarting: false,
    ExitCode: 0,
    StartedAt: '2026-01-01T00:00:00Z',
    FinishedAt: '0001-01-01T00:00:00Z',
  },
  HostConfig: { RestartPolicy: { Name: 'no' } },
  Config: {
    Image: 'web:1',
    Env: ['DB_PASSWORD=a=b', 'EMPTY=', 'ALONE'],
    Labels: { 'api.token': 't' },
    Entrypoint: ['serve'],
    Cmd: ['--token', 'x'],
    Healthcheck: { Test: ['CMD', 'probe', '--key', 'y'] },
  },
}

const ofWeb: Configuration = {
  named: [
    ['DB_PASSWORD', 'a=b'],
    ['EMPTY', ''],
    ['ALONE', ''],
    ['api.token', 't'],
  ],
  lines: ['serve --token x', 'serve', '--token', 'x', 'CMD probe --key y'],
}

test('variables, labels and command lines of a container are read', () => {
  expect(configurationOfContainer(inspect)).toEqual(ofWeb)
})

test('and those of a service', () => {
  const spec = { Env: ['A=b'], Labels: { c: 'd' }, Command: ['run'], Args: ['--pass', 'z'] }
  const service = { ID: 's', Spec: { Name: 's', Labels: { e: 'f' }, TaskTemplate: { ContainerSpec: spec } } }
  expect(configurationOfService(service)).toEqual({
    named: [
      ['A', 'b'],
      ['e', 'f'],
      ['c', 'd'],
    ],
    lines: ['run --pass z', 'run', '--pass', 'z'],
  })
})

test.for([undefined, null, 7, {}, { Config: null }, { Config: { Env: 'A=b' } }])('of %j there is nothing', (answer) => {
  expect(configurationOfContainer(answer)).toEqual({ named: [], lines: [] })
  expect(configurationOfService(answer)).toEqual({ named: [], lines: [] })
})

test('whoever learns is told of a container that is inspected, and nobody else hears of its environment', async () => {
  await using server = await httpServer((request, response) =>
    response.end(JSON.stringify(request.url === '/version' ? { ApiVersion: '1.41', MinAPIVersion: '1.12' } : inspect)),
  )
  const learned: [string, Configuration][] = []
  await using engine = connectEngine({
    name: EngineName.parse('local'),
    url: server.url,
    readDeadlineMs: 10_000,
    changeDeadlineMs: 10_000,
    now: () => new Date(),
    learn: (owner, configuration) => void learned.push([owner, configuration()]),
    hear: () => {},
  })
  const answers = [await engine.inspect(id), await engine.follower.inspect(id), await engine.look('container', id)]
  expect(learned).toEqual([
    [`local/${id}`, ofWeb],
    [`local/${id}`, ofWeb],
  ])
  expect(answers).not.toContain(null)
  expect(JSON.stringify(answers)).not.toContain('a=b')
})
