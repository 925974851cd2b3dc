import type { Row } from './row.ts'

/** Logs of containers and of Swarm services, by number of lines. */
export const seenLogs: readonly Row[] = [
  {
    intent: 'give me 1000 lines of logs',
    target: 'api',
    expect: { kind: 'container.logs', tail: 1000, errors_only: false, timestamps: false },
  },
  {
    intent: 'tail the logs of db',
    target: 'db',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'last 50 lines',
    target: 'api',
    expect: { kind: 'container.logs', tail: 50, errors_only: false, timestamps: false },
  },
  {
    intent: 'show me the 50 most recent log lines of checkout',
    target: 'checkout',
    expect: { kind: 'container.logs', tail: 50, errors_only: false, timestamps: false },
  },
  {
    intent: 'lgs of api',
    target: 'api',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: "could I see the container's output please",
    target: 'api',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'show the logs',
    target: 'api',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: "let's have a look at api's log output",
    target: 'api',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'docker logs -n 50 web',
    target: 'web',
    expect: { kind: 'container.logs', tail: 50, errors_only: false, timestamps: false },
  },
  {
    intent: 'tail -50',
    target: 'db',
    expect: { kind: 'container.logs', tail: 50, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs of log-shipper',
    target: 'log-shipper',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'just the error lines from the logs please',
    target: 'checkout',
    expect: { kind: 'container.logs', tail: 100, errors_only: true, timestamps: false },
  },
  {
    intent: 'errors?',
    target: 'api',
    expect: { kind: 'container.logs', tail: 100, errors_only: true, timestamps: false },
  },
  {
    intent: 'logs of checkout, include the time of each line',
    target: 'checkout',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: true },
  },
  {
    intent: 'the last 200 log entries',
    target: 'cart',
    expect: { kind: 'container.logs', tail: 200, errors_only: false, timestamps: false },
  },
  {
    intent: 'node-exporter logs',
    target: 'node-exporter',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'two hundred lines of log from api',
    target: 'api',
    expect: { kind: 'container.logs', tail: 200, errors_only: false, timestamps: false },
  },
  {
    intent: 'what is checkout logging',
    target: 'checkout',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs',
    target: 'api',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs pls',
    target: 'api',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs with timestamps',
    target: 'api',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: true },
  },
  {
    intent: 'the last 300 log lines, errors only',
    target: 'web',
    expect: { kind: 'container.logs', tail: 300, errors_only: true, timestamps: false },
  },
  {
    intent: "a thousand lines of web's logs",
    target: 'web',
    expect: { kind: 'container.logs', tail: 1000, errors_only: false, timestamps: false },
  },
  {
    intent: 'grab me the latest logs from worker',
    target: 'worker',
    expect: { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'has cart logged any errors',
    target: 'cart',
    expect: { kind: 'container.logs', tail: 100, errors_only: true, timestamps: false },
  },
  {
    intent: 'the complete logs of the service',
    target: 'shop_web',
    expect: [
      { kind: 'service.logs', tail: 5000, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 5000, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: 'errors logged by the swarm service',
    target: 'shop_api',
    expect: { kind: 'service.logs', tail: 100, errors_only: true, timestamps: false },
  },
  {
    intent: 'show me the logs of the service shop_api',
    target: 'shop_api',
    expect: [
      { kind: 'service.logs', tail: 100, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: 'all the service logs',
    target: 'shop_api',
    expect: [
      { kind: 'service.logs', tail: 5000, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 5000, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: 'what has the service been logging',
    target: 'shop_api',
    expect: [
      { kind: 'service.logs', tail: 100, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: 'the last fifty lines of the service logs please',
    target: 'shop_api',
    expect: [
      { kind: 'service.logs', tail: 50, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 50, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: 'service logs with timestamps',
    target: 'shop_web',
    expect: [
      { kind: 'service.logs', tail: 100, errors_only: false, timestamps: true },
      { kind: 'container.logs', tail: 100, errors_only: false, timestamps: true },
    ],
  },
  {
    intent: 'logs of the swarm service',
    target: 'shop_web',
    expect: { kind: 'service.logs', tail: 100, errors_only: false, timestamps: false },
  },
  {
    intent: 'servce logs',
    target: 'shop_api',
    expect: [
      { kind: 'service.logs', tail: 100, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: "last 50 lines of the swarm service's logs",
    target: 'shop_web',
    expect: { kind: 'service.logs', tail: 50, errors_only: false, timestamps: false },
  },
]
