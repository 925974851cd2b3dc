import type { StatsFacts } from '@devops-ai/contract'
import type { Opinion } from './opinions.ts'

/** A restart that gave the memory back leaves less in use than this share of what was used before. */
const givenBack = 0.9

/** Was a leak's memory given back? `before` was measured when it was found, `now` after the repair. */
export function memoryOpinion(before: StatsFacts | null, now: StatsFacts | null): Opinion {
  const [was, is] = [before?.memory_bytes ?? null, now?.memory_bytes ?? null]
  if (was === null || is === null) return { says: 'unknown', sentence: 'how much memory it uses is not known' }
  const used = `it uses ${megabytes(is)} MB of memory, ${megabytes(was)} MB before`
  return { says: is < was * givenBack ? 'over' : 'goes on', sentence: used }
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1)
