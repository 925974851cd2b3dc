import type { AlertName } from '../alert-names.ts'
import type { Finding, Subject } from '../finding.ts'
import { crashLooping } from './crash-looping.ts'
import { died } from './died.ts'
import { oomKilled } from './oom-killed.ts'
import { unhealthy } from './unhealthy.ts'

/** Each alert and what it looks for. All of them look at what is, not at what changed: a missed event loses nothing. */
export const conditions: Readonly<Record<AlertName, (subject: Subject) => Finding>> = {
  ContainerUnhealthy: unhealthy,
  ContainerDied: died,
  ContainerOOMKilled: oomKilled,
  ContainerCrashLooping: crashLooping,
}
