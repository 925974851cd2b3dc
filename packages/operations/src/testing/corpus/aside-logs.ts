import type { Row } from './row.ts'

/** Logs of containers and of Swarm services, by number of lines. */
export const asideLogs: readonly Row[] = [
  {
    intent: 'the whole log of api',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, errors_only: false, timestamps: false },
  },
  {
    intent: 'show logs for image-resizer',
    target: 'image-resizer',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'pull up the db logs',
    target: 'db',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'fifty lines of logs please',
    target: 'db',
    expect: { kind: 'container.logs', tail: 50, errors_only: false, timestamps: false },
  },
  {
    intent: 'recent logs of web',
    target: 'web',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'show me only the errors db logged',
    target: 'db',
    expect: { kind: 'container.logs', tail: 100, errors_only: true, timestamps: false },
  },
  {
    intent: "what's the very last line worker logged",
    target: 'worker',
    expect: { kind: 'container.logs', tail: 1, errors_only: false, timestamps: false },
  },
  {
    intent: 'error logs',
    target: 'api',
    expect: { kind: 'container.logs', tail: 100, errors_only: true, timestamps: false },
  },
  {
    intent: 'show timestamped logs of db',
    target: 'db',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: true },
  },
  {
    intent: 'docker logs --tail 100 web',
    target: 'web',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'full log output of checkout, from the beginning',
    target: 'checkout',
    expect: { kind: 'container.logs', tail: 5000, errors_only: false, timestamps: false },
  },
  {
    intent: 'what does log-shipper print',
    target: 'log-shipper',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'show me the logs of events-api',
    target: 'events-api',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'last 1,000 log lines',
    target: 'api',
    expect: { kind: 'container.logs', tail: 1000, errors_only: false, timestamps: false },
  },
  {
    intent: 'give me the complete logs',
    target: 'db',
    expect: { kind: 'container.logs', tail: 5000, errors_only: false, timestamps: false },
  },
  {
    intent: 'all logs',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, errors_only: false, timestamps: false },
  },
  {
    intent: 'last 20 lines, errors only, with timestamps',
    target: 'api',
    expect: { kind: 'container.logs', tail: 20, errors_only: true, timestamps: true },
  },
  {
    intent: 'errors in the last 300 lines',
    target: 'api',
    expect: { kind: 'container.logs', tail: 300, errors_only: true, timestamps: false },
  },
  {
    intent: 'docker logs web --tail all',
    target: 'web',
    expect: { kind: 'container.logs', tail: 5000, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs, last 50 lines',
    target: 'api',
    expect: { kind: 'container.logs', tail: 50, errors_only: false, timestamps: false },
  },
  {
    intent: 'any errors in the logs?',
    target: 'web',
    expect: { kind: 'container.logs', tail: 100, errors_only: true, timestamps: false },
  },
  {
    intent: 'Fetch the logs of a container',
    target: 'checkout',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'wait-for-db logs please',
    target: 'wait-for-db',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'docker logs -t --tail 100 web',
    target: 'web',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: true },
  },
  {
    intent: 'last log line',
    target: 'api',
    expect: { kind: 'container.logs', tail: 1, errors_only: false, timestamps: false },
  },
  {
    intent: 'docker service logs --tail 200 --timestamps shop_web',
    target: 'shop_web',
    expect: { kind: 'service.logs', tail: 200, errors_only: false, timestamps: true },
  },
  {
    intent: 'service logs',
    target: 'shop_web',
    expect: [
      { kind: 'service.logs', tail: 100, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: 'show the logs of all tasks of the service',
    target: 'shop_api',
    expect: [
      { kind: 'service.logs', tail: 100, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: "logs across the service's replicas",
    target: 'shop_api',
    expect: [
      { kind: 'service.logs', tail: 100, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: 'swarm service logs',
    target: 'shop_web',
    expect: { kind: 'service.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'service logs, 50 lines',
    target: 'shop_web',
    expect: [
      { kind: 'service.logs', tail: 50, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 50, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: 'errors in the service logs',
    target: 'shop_web',
    expect: [
      { kind: 'service.logs', tail: 100, errors_only: true, timestamps: false },
      { kind: 'container.logs', tail: 100, errors_only: true, timestamps: false },
    ],
  },
  {
    intent: 'docker service logs --tail 100 shop_web',
    target: 'shop_web',
    expect: { kind: 'service.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'docker service logs --tail 50 shop_web',
    target: 'shop_web',
    expect: { kind: 'service.logs', tail: 50, errors_only: false, timestamps: false },
  },
  {
    intent: 'show only error lines from the service logs',
    target: 'shop_api',
    expect: [
      { kind: 'service.logs', tail: 100, errors_only: true, timestamps: false },
      { kind: 'container.logs', tail: 100, errors_only: true, timestamps: false },
    ],
  },
  {
    intent: 'Fetch the logs of a service',
    target: 'shop_web',
    expect: [
      { kind: 'service.logs', tail: 100, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
    ],
  },
]
