import { startServer, type MonitoringServer } from './server.ts'

export interface AlertmanagerOptions {
  /** The whole configuration as Alertmanager documents it: `route`, `receivers` … */
  readonly config: object
}

/** A real Alertmanager, alone, without a cluster. */
export const startAlertmanager = ({ config }: AlertmanagerOptions): Promise<MonitoringServer> =>
  startServer({
    program: 'prometheus-alertmanager',
    files: { 'config.yml': config },
    args: ({ dir, listen }) => [
      `--config.file=${dir}/config.yml`,
      `--storage.path=${dir}/data`,
      `--web.listen-address=${listen}`,
      '--cluster.listen-address=',
    ],
  })
