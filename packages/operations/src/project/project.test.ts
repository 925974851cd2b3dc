import { expect, test } from 'vitest'
import { EngineListItem } from '../engine/list.ts'
import { EngineStats } from '../engine/stats.ts'
import { anInspect } from '../testing/an-inspect.ts'
import { InspectFacts, projectInspect } from './inspect.ts'
import { projectList } from './list.ts'
import { baselineOf } from './state.ts'
import { projectStats } from './stats.ts'
import { projectTop } from './top.ts'

test('no value of the environment leaves', () => {
  const inspect = anInspect()
  const { data, text } = projectInspect(inspect)
  expect(InspectFacts.parse(data)).toMatchObject({
    name: 'web',
    image: 'shop/web:1',
    labels: { team: 'shop' },
    command: ['serve'],
  })
  expect(JSON.stringify([inspect, data, text])).not.toContain('do-not-show')
})

test('a baseline keeps times to the nanosecond', () => {
  expect(baselineOf(anInspect({}, { host: { AutoRemove: true } }))).toMatchObject({
    status: 'running',
    health: 'none',
    started_at: '2026-01-01T00:00:00.123456789Z',
    finished_at: '0001-01-01T00:00:00Z',
    restart_count: 2,
    image_id: 'sha256:1',
    auto_remove: true,
  })
})

const stats = (more: object) =>
  projectStats(
    EngineStats.parse({
      cpu_stats: { cpu_usage: { total_usage: 300 }, system_cpu_usage: 2_000, online_cpus: 2 },
      precpu_stats: { cpu_usage: { total_usage: 100 }, system_cpu_usage: 1_000 },
      memory_stats: { usage: 3_000, limit: 4_000, stats: { inactive_file: 1_000 } },
      pids_stats: { current: 4 },
      ...more,
    }),
  )

test('usage is counted between two samples, without the file cache', () => {
  expect(stats({}).data).toEqual({
    cpu_percent: 40,
    memory_bytes: 2_000,
    memory_limit_bytes: 4_000,
    memory_percent: 50,
    pids: 4,
    pids_limit: null,
  })
})

test('what the engine does not tell is null', () => {
  const gone = {
    cpu_stats: { cpu_usage: { total_usage: 0 } },
    precpu_stats: { cpu_usage: { total_usage: 0 } },
    memory_stats: {},
    pids_stats: {},
  }
  expect(Object.values(stats(gone).data)).toEqual([null, null, null, null, null, null])
  expect(stats(gone).text).toBe('cpu: unknown\nmemory: unknown\nprocesses: unknown')
})

test('an engine that cannot count one process tells the figures of its machine, and they are not taken for the container’s', () => {
  expect(Object.values(stats({ pids_stats: {} }).data)).toEqual([null, null, null, null, null, null])
})

const item = (name: string, State: string) =>
  EngineListItem.parse({
    Id: name,
    Names: [`/${name}`],
    Image: 'x',
    ImageID: 'y',
    Created: 1,
    State,
    Status: State,
    Labels: { 'com.docker.compose.service': name },
  })

test('a list is of what runs, or of all, by name', () => {
  const containers = [item('web', 'running'), item('db', 'exited'), item('api', 'paused'), item('alien', 'running')]
  const parts = [{ engine: 'local', answers: { containers } }]
  const listed = (all: boolean) => projectList(parts, { all, knows: (_, id) => id !== 'alien' })
  const names = (all: boolean) => listed(all).data.containers.map(({ name }) => name)
  expect(names(false)).toEqual(['api', 'web'])
  expect(names(true)).toEqual(['api', 'db', 'web'])
  expect(listed(true).text).toBe('api  x  paused\ndb  x  exited\nweb  x  running')
  expect(projectList([], { all: true, knows: () => true }).text).toBe('no containers')
})

test('processes are counted out at two hundred', () => {
  const Processes = Array.from({ length: 201 }, (_, index) => [String(index), 'sleep'])
  const { data, text } = projectTop({ Titles: ['PID', 'CMD'], Processes })
  expect(data).toMatchObject({ truncated: true, titles: ['PID', 'CMD'] })
  expect(data.processes).toHaveLength(200)
  expect(text).toContain('[1 more]')
})
