import { z } from 'zod'
import type { EngineService } from '../engine/service.ts'
import type { Projection } from './projection.ts'
import { by, counted, engineCell, shown } from './rows.ts'

export const ServiceMode = z.enum(['replicated', 'global', 'replicated-job', 'global-job'])
export type ServiceMode = z.infer<typeof ServiceMode>

/** What "list the services" answers in `data`. Numbers of tasks are null where the engine did not count them. */
export const ServicesFacts = z.object({
  services: z.array(
    z.object({
      engine: z.string(),
      id: z.string(),
      name: z.string(),
      mode: ServiceMode,
      running: z.int().nullable(),
      desired: z.int().nullable(),
      completed: z.int().nullable(),
      image: z.string(),
      ports: z.array(z.string()),
    }),
  ),
  truncated: z.boolean(),
})
export type ServicesFacts = z.infer<typeof ServicesFacts>

interface ServicesPart {
  readonly engine: string
  readonly answers: { readonly services: readonly EngineService[] }
}

export function projectServices(parts: readonly ServicesPart[]): Projection<ServicesFacts> {
  const all = parts.flatMap(({ engine, answers: { services } }) => services.map((service) => rowOf(engine, service)))
  const cell = engineCell(parts)
  const { rows, truncated, text } = counted(
    all.toSorted(by(({ engine, name }) => `${engine} ${name}`)),
    (row) => [cell(row), row.name, row.mode, replicasText(row), row.image, row.ports.join(', ')],
    'no services',
  )
  return { data: { services: rows, truncated }, text }
}

type Row = ServicesFacts['services'][number]

const rowOf = (engine: string, { ID, Spec, Endpoint, ServiceStatus }: EngineService): Row => ({
  engine,
  id: ID,
  name: shown(Spec.Name),
  mode: modeOf({ Spec }),
  running: ServiceStatus?.RunningTasks ?? null,
  desired: ServiceStatus?.DesiredTasks ?? null,
  completed: ServiceStatus?.CompletedTasks ?? null,
  image: shown(Spec.TaskTemplate.ContainerSpec?.Image ?? ''),
  ports: portsOf({ Endpoint }),
})

export function modeOf({ Spec: { Mode } }: Pick<EngineService, 'Spec'>): ServiceMode {
  if (Mode.Replicated) return 'replicated'
  if (Mode.ReplicatedJob) return 'replicated-job'
  return Mode.GlobalJob ? 'global-job' : 'global'
}

/** E.g. `8080->80/tcp`. */
export const portsOf = ({ Endpoint }: Pick<EngineService, 'Endpoint'>): string[] =>
  (Endpoint?.Ports ?? []).map(
    ({ PublishedPort, TargetPort, Protocol }) => `${PublishedPort}->${TargetPort}/${Protocol}`,
  )

function replicasText({ mode, running, desired, completed }: Row): string | null {
  if (running === null) return null
  return `${running}/${desired}${mode.endsWith('job') ? ` (${completed} completed)` : ''}`
}
