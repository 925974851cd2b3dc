import type { ContainerBaseline, ServiceBaseline } from '@devops-ai/contract'

/** What is remembered of a running container, changed as given. For tests. */
export const aContainer = (more: Partial<ContainerBaseline> = {}): ContainerBaseline => ({
  object: 'container',
  status: 'running',
  health: 'healthy',
  started_at: '2026-01-01T00:00:00.1Z',
  finished_at: '0001-01-01T00:00:00Z',
  restart_count: 0,
  image_id: 'sha256:1',
  auto_remove: false,
  memory_bytes: 0,
  nano_cpus: 0,
  pids_limit: 0,
  restart_policy: 'no',
  networks: [],
  configuration: null,
  ...more,
})

/** What is remembered of a Swarm service of two replicas, changed as given. For tests. */
export const aService = (more: Partial<ServiceBaseline> = {}): ServiceBaseline => ({
  object: 'service',
  version: 10,
  replicas: 2,
  force_update: 0,
  image: 'shop/web:1',
  has_previous: true,
  update_state: null,
  configuration: null,
  ...more,
})
