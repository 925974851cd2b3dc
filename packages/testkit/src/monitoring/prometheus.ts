import { startServer, type MonitoringServer } from './server.ts'

export interface PrometheusOptions {
  /** Elements of `scrape_configs` and of `groups` in a rule file, as Prometheus documents them. */
  readonly scrapeConfigs: readonly object[]
  readonly ruleGroups: readonly object[]
  /** URLs of Alertmanagers, e.g. `http://127.0.0.1:9093`. */
  readonly alertmanagers: readonly string[]
  /** How often it scrapes and evaluates, e.g. `1s`. */
  readonly interval: string
}

/** A real Prometheus. */
export const startPrometheus = (options: PrometheusOptions): Promise<MonitoringServer> =>
  startServer({
    program: 'prometheus',
    files: {
      'config.yml': {
        global: {
          scrape_interval: options.interval,
          scrape_timeout: options.interval,
          evaluation_interval: options.interval,
        },
        rule_files: ['rules.yml'],
        scrape_configs: options.scrapeConfigs,
        alerting: {
          alertmanagers: [{ static_configs: [{ targets: options.alertmanagers.map((url) => new URL(url).host) }] }],
        },
      },
      'rules.yml': { groups: options.ruleGroups },
    },
    args: ({ dir, listen }) => [
      `--config.file=${dir}/config.yml`,
      `--storage.tsdb.path=${dir}/data`,
      `--web.listen-address=${listen}`,
    ],
  })
