import { z } from 'zod'

/** What a container or service was configured with, values of its environment too, for whoever hides its secrets. */
export interface Configuration {
  /** Variables of the environment and labels. */
  readonly named: readonly (readonly [name: string, value: string])[]
  /** Command lines: of the program and of the health check. */
  readonly lines: readonly string[]
}

/**
 * Told of each container and service that is met, by a name that stands for this configuration alone. The values are given
 * to nobody else and kept nowhere here.
 */
export type Learn = (owner: string, configuration: () => Configuration) => void

const Words = z.array(z.string()).nullish()
const Labels = z.record(z.string(), z.string()).nullish()
const Health = z.object({ Test: Words }).nullish()

const ContainerConfiguration = z.object({
  Config: z.object({ Env: Words, Labels, Cmd: Words, Entrypoint: Words, Healthcheck: Health }),
})

const ServiceConfiguration = z.object({
  Spec: z.object({
    Labels,
    TaskTemplate: z.object({
      ContainerSpec: z.object({ Env: Words, Labels, Command: Words, Args: Words, Healthcheck: Health }).nullish(),
    }),
  }),
})

/** Of what `GET /containers/{id}/json` answers. */
export function configurationOfContainer(inspect: unknown): Configuration {
  const read = ContainerConfiguration.safeParse(inspect)
  if (!read.success) return { named: [], lines: [] }
  const { Env, Labels: labels, Cmd, Entrypoint, Healthcheck } = read.data.Config
  return {
    named: [...named(Env), ...Object.entries(labels ?? {})],
    lines: lines([...(Entrypoint ?? []), ...(Cmd ?? [])], Healthcheck?.Test),
  }
}

/** Of one element of what `GET /services` answers. */
export function configurationOfService(service: unknown): Configuration {
  const read = ServiceConfiguration.safeParse(service)
  if (!read.success) return { named: [], lines: [] }
  const { Labels: labels, TaskTemplate } = read.data.Spec
  const spec = TaskTemplate.ContainerSpec
  return {
    named: [...named(spec?.Env), ...Object.entries({ ...labels, ...spec?.Labels })],
    lines: lines([...(spec?.Command ?? []), ...(spec?.Args ?? [])], spec?.Healthcheck?.Test),
  }
}

const named = (environment: z.infer<typeof Words>): readonly (readonly [string, string])[] =>
  (environment ?? []).map((variable) => {
    const end = variable.indexOf('=')
    return end < 0 ? [variable, ''] : [variable.slice(0, end), variable.slice(end + 1)]
  })

/** Whole, for options and their values, and word by word, since a word of a list may hold a line of a shell. */
const lines = (command: readonly string[], test: z.infer<typeof Words>): readonly string[] =>
  [command.join(' '), ...command, (test ?? []).join(' ')].filter((line) => line !== '')
