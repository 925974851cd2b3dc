import { ContainerId, EngineName } from '@devops-ai/contract'
import type { KnownContainer, Run } from '../src/index/known.ts'
import { type Sighting, unseen } from '../src/index/sighting.ts'

export const local = EngineName.parse('local')
export const anId = ContainerId.parse('c'.repeat(64))

/** The start of the run in `knownContainer`, in ms. */
export const startedMs = Date.parse('2026-01-01T00:00:00.000Z')

/** A time of the engine, `seconds` after that start. */
export const engineTime = (seconds: number): string =>
  new Date(startedMs + seconds * 1000).toISOString().replace('Z', '456789Z')

export const engineNano = (seconds: number): bigint => BigInt(startedMs + seconds * 1000) * 1_000_000n

/** A container for tests: it runs since `startedMs`, healthy, unless told otherwise. */
export function knownContainer(
  told: Partial<Omit<KnownContainer, 'run' | 'seen'>> & {
    readonly run?: Partial<Run>
    readonly seen?: Partial<Sighting>
  } = {},
): KnownContainer {
  const { run, seen, ...more } = told
  return {
    engine: local,
    id: anId,
    name: 'shop-web-1',
    service: 'web',
    project: 'shop',
    aliases: ['web'],
    oneOff: false,
    status: 'running',
    health: 'healthy',
    image: 'web:1',
    imageId: `sha256:${'d'.repeat(64)}`,
    labels: {},
    ownLabels: {},
    dependsOn: [],
    restartsWith: [],
    taskOf: null,
    networkOf: null,
    createdAt: null,
    ...more,
    run: {
      startedAt: engineTime(0),
      finishedAt: '0001-01-01T00:00:00Z',
      exitCode: 0,
      error: '',
      oomKilled: false,
      restartCount: 0,
      restartPolicy: 'no',
      autoRemove: false,
      hasHealthCheck: true,
      ...run,
    },
    seen: { ...unseen, ...seen },
  }
}
