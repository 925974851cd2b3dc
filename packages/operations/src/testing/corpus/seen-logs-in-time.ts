import type { Row } from './row.ts'

/** Logs of containers and of Swarm services within a time. */
export const seenLogsInTime: readonly Row[] = [
  {
    intent: 'everything up to 5 minutes ago in the logs',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, until_seconds: 300, errors_only: false, timestamps: false },
  },
  {
    intent: 'errors logged between 2h and 1h ago',
    target: 'api',
    expect: {
      kind: 'container.logs',
      tail: 5000,
      since_seconds: 7200,
      until_seconds: 3600,
      errors_only: true,
      timestamps: false,
    },
  },
  {
    intent: 'everything checkout logged in the last hour',
    target: 'checkout',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 3600, errors_only: false, timestamps: false },
  },
  {
    intent: 'last 24 hours of logs',
    target: 'web',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 86400, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs from 2 hours ago to 1 hour ago',
    target: 'api',
    expect: {
      kind: 'container.logs',
      tail: 5000,
      since_seconds: 7200,
      until_seconds: 3600,
      errors_only: false,
      timestamps: false,
    },
  },
  {
    intent: 'between 3 and 2 hours ago, what did db log?',
    target: 'db',
    expect: {
      kind: 'container.logs',
      tail: 5000,
      since_seconds: 10800,
      until_seconds: 7200,
      errors_only: false,
      timestamps: false,
    },
  },
  {
    intent: 'logs for the past half hour',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 1800, errors_only: false, timestamps: false },
  },
  {
    intent: 'docker logs --tail 5000 --since 2h --until 1h db',
    target: 'db',
    expect: {
      kind: 'container.logs',
      tail: 5000,
      since_seconds: 7200,
      until_seconds: 3600,
      errors_only: false,
      timestamps: false,
    },
  },
  {
    intent: "hour's worth of logs, please",
    target: 'db',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 3600, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs since 30m and until 10m please',
    target: 'edge-1',
    expect: {
      kind: 'container.logs',
      tail: 5000,
      since_seconds: 1800,
      until_seconds: 600,
      errors_only: false,
      timestamps: false,
    },
  },
  {
    intent: 'what was logged in the last 30 seconds',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 30, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs of the past day',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 86400, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs with timestamps from 1h ago until 20m ago',
    target: 'api',
    expect: {
      kind: 'container.logs',
      tail: 5000,
      since_seconds: 3600,
      until_seconds: 1200,
      errors_only: false,
      timestamps: true,
    },
  },
  {
    intent: 'logs from 30 minutes ago until 10 minutes ago',
    target: 'api',
    expect: {
      kind: 'container.logs',
      tail: 5000,
      since_seconds: 1800,
      until_seconds: 600,
      errors_only: false,
      timestamps: false,
    },
  },
  {
    intent: 'show me the past 60 minutes of logs',
    target: 'web',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 3600, errors_only: false, timestamps: false },
  },
  {
    intent: 'get the logs of web, --since 3h --until 2h',
    target: 'web',
    expect: {
      kind: 'container.logs',
      tail: 5000,
      since_seconds: 10800,
      until_seconds: 7200,
      errors_only: false,
      timestamps: false,
    },
  },
  {
    intent: 'logs since 1h30m',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 5400, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs between 2h and 1h ago',
    target: 'api',
    expect: {
      kind: 'container.logs',
      tail: 5000,
      since_seconds: 7200,
      until_seconds: 3600,
      errors_only: false,
      timestamps: false,
    },
  },
  {
    intent: 'what did web log in the past 20 min',
    target: 'web',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 1200, errors_only: false, timestamps: false },
  },
  {
    intent: 'docker logs --tail 200 --until 10m web',
    target: 'web',
    expect: { kind: 'container.logs', tail: 200, until_seconds: 600, errors_only: false, timestamps: false },
  },
  {
    intent: 'docker logs --tail 5000 --since 20m db',
    target: 'db',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 1200, errors_only: false, timestamps: false },
  },
  {
    intent: "error lines in web's log from two hours ago until one hour ago",
    target: 'web',
    expect: {
      kind: 'container.logs',
      tail: 5000,
      since_seconds: 7200,
      until_seconds: 3600,
      errors_only: true,
      timestamps: false,
    },
  },
  {
    intent: 'logs from the last 24h',
    target: 'db',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 86400, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs up until an hour ago',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, until_seconds: 3600, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs until 5 minutes ago',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, until_seconds: 300, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs since an hour ago',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 3600, errors_only: false, timestamps: false },
  },
  {
    intent: "worker's logs before 1h ago",
    target: 'worker',
    expect: { kind: 'container.logs', tail: 5000, until_seconds: 3600, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs of the last 90 minutes',
    target: 'web',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 5400, errors_only: false, timestamps: false },
  },
  {
    intent: 'timestamped logs from the past 10m',
    target: 'web',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 600, errors_only: false, timestamps: true },
  },
  {
    intent: 'service logs, last 20 minutes',
    target: 'shop_api',
    expect: [
      { kind: 'service.logs', tail: 5000, since_seconds: 1200, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 5000, since_seconds: 1200, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: 'service logs for the past hour',
    target: 'shop_web',
    expect: [
      { kind: 'service.logs', tail: 5000, since_seconds: 3600, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 5000, since_seconds: 3600, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: 'what did the service log in the last hour',
    target: 'shop_api',
    expect: [
      { kind: 'service.logs', tail: 5000, since_seconds: 3600, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 5000, since_seconds: 3600, errors_only: false, timestamps: false },
    ],
  },
  {
    intent: 'docker service logs --tail 5000 --since 1h shop_web',
    target: 'shop_web',
    expect: { kind: 'service.logs', tail: 5000, since_seconds: 3600, errors_only: false, timestamps: false },
  },
]
