export interface AlertKind {
  readonly severity: 'critical' | 'warning'
  /** Does a new run of the container make it a new occurrence? A crash loop is made of runs, so it does not. */
  readonly perRun: boolean
  readonly summary: (container: string) => string
}

export const alertNames = [
  'ContainerUnhealthy',
  'ContainerDied',
  'ContainerOOMKilled',
  'ContainerCrashLooping',
] as const
export type AlertName = (typeof alertNames)[number]

/** What the watch may say. A paused container is none of it: somebody paused it. */
export const alertKinds: Readonly<Record<AlertName, AlertKind>> = {
  ContainerUnhealthy: {
    severity: 'critical',
    perRun: true,
    summary: (container) => `The container ${container} is unhealthy.`,
  },
  ContainerDied: {
    severity: 'critical',
    perRun: true,
    summary: (container) => `The container ${container} died.`,
  },
  ContainerOOMKilled: {
    severity: 'critical',
    perRun: true,
    summary: (container) => `The container ${container} ran out of memory.`,
  },
  ContainerCrashLooping: {
    severity: 'critical',
    perRun: false,
    summary: (container) => `The container ${container} crashes again and again.`,
  },
}
