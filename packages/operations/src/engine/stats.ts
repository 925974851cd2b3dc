import { z } from 'zod'

/** `GET /containers/{id}/stats?stream=false`. A container that does not run answers with parts missing. */
export const EngineStats = z.object({
  cpu_stats: z.object({
    cpu_usage: z.object({ total_usage: z.number() }),
    system_cpu_usage: z.number().optional(),
    online_cpus: z.number().optional(),
  }),
  precpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }), system_cpu_usage: z.number().optional() }),
  memory_stats: z
    .object({
      usage: z.number().optional(),
      limit: z.number().optional(),
      stats: z.record(z.string(), z.number()).optional(),
    })
    .default({}),
  pids_stats: z.object({ current: z.number().optional(), limit: z.number().optional() }).default({}),
})
export type EngineStats = z.infer<typeof EngineStats>
