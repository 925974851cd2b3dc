import { z } from 'zod'
import { ContainerId, EngineName, Instant, SourceId } from './names.ts'

/** A health check's verdict as Docker says it; `none` means that the container has no HEALTHCHECK. */
export const Health = z.enum(['healthy', 'unhealthy', 'starting', 'none'])
export type Health = z.infer<typeof Health>

export const ContainerStatus = z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'])
export type ContainerStatus = z.infer<typeof ContainerStatus>

/** What the words "check if service is healthy" answer in `data`: a verdict and the facts that it stands on. */
export const HealthFacts = z
  .object({
    verdict: z.enum(['healthy', 'unhealthy', 'starting', 'not_running', 'unknown']),
    status: ContainerStatus,
    health: Health,
    failing_streak: z.int(),
    probes: z.array(z.object({ at: z.string(), exit_code: z.int(), output: z.string() })),
    exit_code: z.int(),
    error: z.string(),
    oom_killed: z.boolean(),
    restart_count: z.int(),
    restart_policy: z.string(),
    started_at: Instant.nullable(),
    finished_at: Instant.nullable(),
    uptime_seconds: z.number().nullable(),
    /** Is it known that a person or this gateway stopped or paused it? `unknown` when nobody saw the stop. */
    stopped_by: z.enum(['person', 'gateway', 'itself', 'unknown', 'not_stopped']),
    memory_limit_bytes: z.number().nullable(),
    health_check: z.string().nullable(),
    created_at: Instant.nullable().default(null),
    /** When somebody beside this gateway was last seen to change its configuration in place. */
    configured_at: Instant.nullable().default(null),
    /**
     * Its starts within the last hour after an end, oldest first, as far as they were seen: asked for through this
     * gateway, by a person beside it, or by the engine's own restart policy.
     */
    starts: z.array(z.object({ at: Instant, by: z.enum(['gateway', 'person', 'engine']) })).default([]),
  })
  .meta({ id: 'HealthFacts' })
export type HealthFacts = z.infer<typeof HealthFacts>

/** What "show resource usage" answers in `data`. */
export const StatsFacts = z
  .object({
    cpu_percent: z.number().nullable(),
    memory_bytes: z.number().nullable(),
    memory_limit_bytes: z.number().nullable(),
    memory_percent: z.number().nullable(),
    pids: z.number().nullable(),
    pids_limit: z.number().nullable(),
  })
  .meta({ id: 'StatsFacts' })
export type StatsFacts = z.infer<typeof StatsFacts>

/** What "show recent logs" answers in `data`. */
export const LogFacts = z
  .object({
    lines: z.array(z.object({ stream: z.enum(['stdout', 'stderr']), text: z.string() })),
    truncated: z.boolean(),
  })
  .meta({ id: 'LogFacts' })
export type LogFacts = z.infer<typeof LogFacts>

export const Autonomy = z.enum(['observe', 'suggest', 'approve', 'auto'])
export type Autonomy = z.infer<typeof Autonomy>

/** `GET /targets`: everything that can be named, and what may be done with it. */
export const TargetInfo = z
  .object({
    engine: EngineName,
    id: ContainerId,
    name: z.string(),
    service: z.string().nullable(),
    project: z.string().nullable(),
    aliases: z.array(z.string()),
    status: ContainerStatus,
    health: Health,
    image: z.string(),
    labels: z.record(z.string(), z.string()),
    autonomy: Autonomy,
    protected: z.boolean(),
    depends_on: z.array(z.string()),
    network_of: ContainerId.nullable(),
    created_at: Instant.nullable().default(null),
  })
  .meta({ id: 'TargetInfo' })
export type TargetInfo = z.infer<typeof TargetInfo>

export const TargetsAnswer = z
  .object({ targets: z.array(TargetInfo), as_of: Instant, stale_engines: z.array(EngineName) })
  .meta({ id: 'TargetsAnswer' })
export type TargetsAnswer = z.infer<typeof TargetsAnswer>

export const SourceKind = z.enum(['service', 'person', 'mcp'])
export type SourceKind = z.infer<typeof SourceKind>

/** `GET /whoami`: who a token is. */
export const WhoAmI = z
  .object({ source_id: SourceId, kind: SourceKind, roles: z.array(z.string()) })
  .meta({ id: 'WhoAmI' })
export type WhoAmI = z.infer<typeof WhoAmI>

/** What the configured interpreter made of a few intents whose meaning is known. `failed` stops nothing. */
export const InterpreterHealth = z.object({
  name: z.enum(['offline', 'model']),
  self_test: z.enum(['passed', 'failed', 'pending']),
  detail: z.string(),
})
export type InterpreterHealth = z.infer<typeof InterpreterHealth>

/** `GET /health` of the gateway. Without a token it is `{"status"}` alone. */
export const GatewayHealth = z
  .object({
    status: z.enum(['success', 'failure']),
    detail: z.array(z.string()).optional(),
    engines: z
      .array(
        z.object({
          name: EngineName,
          required: z.boolean(),
          /** In a version of the API that this gateway speaks. */
          answers: z.boolean(),
          /** What is known of its containers may be out of date. */
          stale: z.boolean(),
          /** Why it does not answer or is stale, where that is known. */
          trouble: z.string().nullable(),
          api_version: z.string().nullable(),
          verbs: z.array(z.string()),
        }),
      )
      .optional(),
    journal: z.object({ writable: z.boolean(), sequence: z.int() }).optional(),
    interpreter: InterpreterHealth.optional(),
    /** Who has stopped all changes; null while they may run. A frozen gateway is healthy. */
    frozen: z.object({ by: SourceId, since: Instant, reason: z.string() }).nullable().optional(),
    /** What one call of the engine may take; whoever waits for an answer must wait longer. */
    command_timeout_seconds: z.int().optional(),
  })
  .meta({ id: 'GatewayHealth' })
export type GatewayHealth = z.infer<typeof GatewayHealth>

/** `GET /engines`: what each engine lets through, tried on what does not exist. `permitted` is null where it did not answer. */
export const EngineReport = z
  .object({
    name: EngineName,
    required: z.boolean(),
    answers: z.boolean(),
    trouble: z.string().nullable(),
    api_version: z.string().nullable(),
    calls: z.array(z.object({ call: z.string(), permitted: z.boolean().nullable(), kinds: z.array(z.string()) })),
    /** Operations whose calls are all let through, and those that lack one. */
    permitted: z.array(z.string()),
    forbidden: z.array(z.string()),
  })
  .meta({ id: 'EngineReport' })
export type EngineReport = z.infer<typeof EngineReport>

export const EnginesAnswer = z.object({ engines: z.array(EngineReport) }).meta({ id: 'EnginesAnswer' })
export type EnginesAnswer = z.infer<typeof EnginesAnswer>
