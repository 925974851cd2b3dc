import { ContainerId } from '@devops-ai/contract'
import { EngineInspect } from '@devops-ai/operations'
import { expect, test } from 'vitest'
import { anId, local } from '../../test/known-container.ts'
import { describe, type Surroundings } from './describe.ts'
import { unseen } from './sighting.ts'

const other = ContainerId.parse('e'.repeat(64))
const around: Surroundings = {
  engine: local,
  imageLabels: {},
  seen: unseen,
  idOf: (name) => (name === 'db' ? other : null),
}

const inspect = (
  more: { readonly mode?: string; readonly aliases?: readonly string[]; readonly status?: string } = {},
) =>
  EngineInspect.parse({
    Id: anId,
    Name: '/web',
    Created: '',
    Image: 'sha256:1',
    State: {
      Status: more.status ?? 'running',
      Running: true,
      Paused: false,
      Restarting: false,
      ExitCode: 0,
      StartedAt: '',
      FinishedAt: '',
    },
    HostConfig: { NetworkMode: more.mode ?? 'bridge', RestartPolicy: { Name: '' } },
    Config: { Image: 'web:1', Labels: null, Env: ['PASSWORD=hunter2'] },
    NetworkSettings: { Networks: { shop: { Aliases: more.aliases ?? null } } },
  })

test('no environment value is kept', () => {
  expect(JSON.stringify(describe(anId, inspect(), around))).not.toContain('hunter2')
})

test('aliases are names that people say: neither its own name nor its short id', () => {
  const aliases = ['web', 'frontend', anId.slice(0, 12), 'frontend']
  expect(describe(anId, inspect({ aliases }), around).aliases).toEqual(['frontend'])
})

test.for([
  ['by id', `container:${other}`, other],
  ['by the name that was given', 'container:db', other],
  ['of a container that is not known', 'container:gone', null],
  ['none', 'bridge', null],
] as const)('the network of another container, %s', ([, mode, id]) => {
  expect(describe(anId, inspect({ mode }), around).networkOf).toBe(id)
})

test('no restart policy is called "no", and no health check is none', () => {
  expect(describe(anId, inspect(), around)).toMatchObject({
    health: 'none',
    run: { restartPolicy: 'no', hasHealthCheck: false },
  })
})
