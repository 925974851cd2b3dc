import { createHash } from 'node:crypto'
import { Sha256 } from '@devops-ai/contract'
import { baselineOf, EngineInspect, EngineService, healthSecondsOf, serviceBaselineOf } from '@devops-ai/operations'
import { z } from 'zod'
import type { Looked } from '../ports.ts'
import type { Session } from './session.ts'

/** Everything that a container was made with, values of its environment too: they are hashed here and go nowhere. */
const Configured = z.looseObject({ Config: z.unknown(), HostConfig: z.unknown() })
const Specified = z.looseObject({ Spec: z.unknown() })

const hashOf = (value: unknown): Sha256 =>
  Sha256.parse(createHash('sha256').update(JSON.stringify(value)).digest('hex'))

/** The state of a container before or after a change, or null when it is gone. */
export async function lookAtContainer(calls: Session, id: string): Promise<Looked | null> {
  const raw = await calls.read(Configured.and(EngineInspect), `/containers/${id}/json`)
  if (!raw) return null
  const inspect = EngineInspect.parse(raw)
  const configuration = hashOf([raw['Config'], raw['HostConfig']])
  return {
    state: { ...baselineOf(inspect), configuration },
    stopSeconds: inspect.Config.StopTimeout ?? null,
    healthSeconds: healthSecondsOf(inspect),
    specification: null,
  }
}

/** The same of a Swarm service. Its specification is kept whole, for whoever gives it back changed. */
export async function lookAtService(calls: Session, id: string): Promise<Looked | null> {
  const raw = await calls.read(Specified.and(EngineService), `/services/${id}`)
  if (!raw) return null
  const specification: unknown = raw['Spec']
  return {
    state: { ...serviceBaselineOf(EngineService.parse(raw)), configuration: hashOf(specification) },
    stopSeconds: null,
    healthSeconds: null,
    specification,
  }
}
