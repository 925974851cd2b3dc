import { z } from 'zod'
import { call, type DockerApi } from './api.ts'

/** The part of an inspect answer that judges read. */
export const Inspected = z.object({
  Id: z.string(),
  Name: z.string(),
  RestartCount: z.int(),
  State: z.object({
    Status: z.string(),
    Running: z.boolean(),
    Paused: z.boolean(),
    Restarting: z.boolean(),
    OOMKilled: z.boolean(),
    Pid: z.int(),
    ExitCode: z.int(),
    Error: z.string(),
    StartedAt: z.string(),
    FinishedAt: z.string(),
    Health: z
      .object({
        Status: z.string(),
        FailingStreak: z.int(),
        Log: z.array(z.object({ ExitCode: z.int(), Output: z.string() })).nullable(),
      })
      .optional(),
  }),
  Config: z.object({ Labels: z.record(z.string(), z.string()).nullable() }),
})
export type Inspected = z.infer<typeof Inspected>

/** Throws when there is no such container. */
export async function inspectContainer(api: DockerApi, id: string): Promise<Inspected> {
  const reply = await call(api, { method: 'GET', path: `/containers/${id}/json` }, [200])
  return Inspected.parse(reply.json)
}

const Listed = z.array(z.object({ Id: z.string(), Names: z.array(z.string()) }))

/** Ids of all containers, running or not, that carry the label (`key` or `key=value`). */
export async function containersLabelled(api: DockerApi, label: string): Promise<readonly string[]> {
  const query = { all: 'true', filters: JSON.stringify({ label: [label] }) }
  const reply = await call(api, { method: 'GET', path: '/containers/json', query }, [200])
  return Listed.parse(reply.json).map(({ Id }) => Id)
}

/** `healthy`, `unhealthy`, `starting`; `none` without a health check. */
export const healthOf = (container: Inspected): string => container.State.Health?.Status ?? 'none'
