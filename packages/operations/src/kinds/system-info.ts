import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { EngineInfo } from '../engine/system.ts'
import { projectInfo } from '../project/system-info.ts'
import { answers, get } from '../reading.ts'

export const SystemInfo = z.strictObject({ kind: z.literal('system.info') })

export const systemInfo = read({
  schema: SystemInfo,
  about: 'fleet',
  summary: 'show what the engine is and holds',
  sentence: () => 'Show what each engine is and how much it holds.',
  reading: answers({
    calls: () => ({ info: get('/info') }),
    answers: z.object({ info: EngineInfo }),
    project: (_, parts) => projectInfo(parts),
  }),
  words: {
    phrases: [
      '[{show}] [the] @engine {details}',
      '[{show}] [the] (system|system wide|docker|engine|@engine) (info|information)',
    ],
    topics: [
      '@engine + (kernel|cgroup|driver|drivers|storage driver|logging driver|os|operating system|architecture|root dir|root directory|runtime|runtimes|mirrors|registries|cpus|cores|processors|memory|ram|swarm|plugins|security|rootless)',
      '@engine + (storage|logging|log|cgroup|network|volume) driver',
      '(logging|storage|cgroup|log) driver',
      'cgroup version',
      'cgroup version + @engine',
      '(system|system wide|docker|engine) (info|information|details|configuration)',
      '@engine (wide|level) (info|information|details|configuration)',
      '@engine wide',
      '@engine',
      '@engine + (hardware|live restore|registry mirrors|insecure registries|runtime|kernel version)',
      '(registry mirrors|insecure registries|live restore)',
      '(part of|member of|in) [a|the] swarm + @engine',
      'swarm (mode|status|state)',
      '(kernel|operating system|os) [version]',
      '(data root|docker root dir|docker root directory|root dir|root directory)',
    ],
    hints: ['@engine + {details}'],
  },
  command: { words: [['info'], ['system', 'info']], operands: onNothing, flags: [], marks: [], unsaid: {} },
})
