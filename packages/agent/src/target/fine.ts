import type { TargetInfo } from '@devops-ai/contract'

/** Nothing is wrong with it as far as the engine says: it runs, and its health check, where it has one, does not fail. */
export const isFine = ({ status, health }: Pick<TargetInfo, 'status' | 'health'>): boolean =>
  status === 'running' && health !== 'unhealthy'
