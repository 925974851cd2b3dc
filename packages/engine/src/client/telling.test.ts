import { ContainerId, EngineName } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { httpServer } from '../../test/http-server.ts'
import { connectEngine } from './connect.ts'
import { telling } from './telling.ts'

const probe = (second: number, Output: string) => ({
  Start: `2026-01-01T00:00:0${second}.5Z`,
  End: `2026-01-01T00:00:0${second}.6Z`,
  ExitCode: 0,
  Output,
})
const inspect = (...Log: readonly unknown[]) => ({ Name: '/web', Config: {}, State: { Health: { Log } } })

test('whoever hears is told of each output of a health check once', () => {
  const heard: string[] = []
  const told = telling(EngineName.parse('local'), {
    learn: () => {},
    hear: (container, output) => void heard.push(`${container}: ${output}`),
  })
  told('a', inspect(probe(1, 'one'), probe(2, 'two')))
  told('a', inspect(probe(1, 'one'), probe(2, 'two')))
  told('a', inspect(probe(2, 'two'), probe(3, 'three')))
  told('b', inspect(probe(3, 'another')))
  told('a', inspect(probe(7, 'much later')))
  expect(heard).toEqual(['web: one', 'web: two', 'web: three', 'web: another', 'web: much later'])
})

test.for([undefined, {}, { Name: '/web' }, { Name: '/web', State: { Health: null } }, inspect()])(
  'of %j there is nothing to hear',
  (answer) => {
    const heard: string[] = []
    telling(EngineName.parse('local'), { learn: () => {}, hear: (...words) => void heard.push(...words) })('a', answer)
    expect(heard).toEqual([])
  },
)

test('what a request reads of a container is heard before it is answered, whole', async () => {
  const id = ContainerId.parse('a'.repeat(64))
  await using server = await httpServer((request, response) =>
    response.end(
      JSON.stringify(
        request.url === '/version'
          ? { ApiVersion: '1.41', MinAPIVersion: '1.12' }
          : inspect(probe(1, 'x'.repeat(4_000))),
      ),
    ),
  )
  const heard: string[] = []
  await using engine = connectEngine({
    name: EngineName.parse('local'),
    url: server.url,
    readDeadlineMs: 10_000,
    changeDeadlineMs: 10_000,
    now: () => new Date(),
    learn: () => {},
    hear: (_, output) => void heard.push(output),
  })
  await engine.fetch({ method: 'GET', path: `/containers/${id}/json`, query: {} })
  expect(heard).toEqual(['x'.repeat(4_000)])
})
