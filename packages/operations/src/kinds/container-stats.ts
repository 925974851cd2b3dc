import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineStats } from '../engine/stats.ts'
import { projectStats } from '../project/stats.ts'
import { oneAnswer } from '../reading.ts'

export const ContainerStats = z.strictObject({ kind: z.literal('container.stats') })

export const containerStats = read({
  schema: ContainerStats,
  about: 'container',
  summary: 'show the resource usage of a container',
  sentence: (_, name) => `Show the processor and memory usage of the container ${name}, measured once.`,
  reading: oneAnswer({
    path: (id) => `/containers/${id}/stats`,
    query: { stream: 'false' },
    answer: EngineStats,
    project: projectStats,
  }),
  words: {
    phrases: [
      '[{show}] [the] [current|live] (stats|statistics|resource usage|memory usage|cpu usage|cpu and memory usage|usage|resource consumption) [(of|for) {target}]',
      '{show} {target} (stats|statistics|resource usage)',
      'how much (memory|cpu|ram) is {target} using',
      'how much (memory|cpu|ram) does {target} use',
    ],
    topics: [
      'stats',
      'stat',
      'statistics',
      'usage',
      'utilization',
      'utilisation',
      'cpu',
      'cpus',
      'processor',
      'memory',
      'mem',
      'ram',
      '(memory|cpu|ram|processor|resource) (usage|use|consumption|footprint|pressure|leak|leaks|load|status|utilization|utilisation|statistics|stats|metrics)',
      'running (out of|low on) memory',
      'out of memory',
      'resource',
      'resources',
      'resource usage statistics',
      '[a] live stream of',
      'consumption',
      'consuming',
      'consume',
      'load',
      '(network|@network|block|disk) io',
      '(network|@network) and (block|disk) io',
      '(network|@network) (usage|traffic|throughput)',
      '(network|@network) (usage|traffic|throughput|io) + {target}',
      'io',
      'metrics',
      'footprint',
      'leaking memory',
      'leaking',
    ],
    hints: ['using', 'use', 'uses', 'performance', 'burn', 'burning', 'eating', 'hogging', 'busy', 'loaded'],
  },
  command: {
    words: [['stats'], ['container', 'stats']],
    operands: onTarget,
    flags: [],
    marks: [{ spellings: ['--no-stream'], values: [], role: 'allowed' }],
    unsaid: {},
  },
})
