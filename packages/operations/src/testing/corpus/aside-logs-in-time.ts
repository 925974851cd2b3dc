import type { Row } from './row.ts'

/** Logs of containers and of Swarm services within a time. */
export const asideLogsInTime: readonly Row[] = [
  {
    intent: 'docker logs --tail 5000 --until 5m db',
    target: 'db',
    expect: { kind: 'container.logs', tail: 5000, until_seconds: 300, errors_only: false, timestamps: false },
  },
  {
    intent: 'last 30 mins of logs',
    target: 'web',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 1800, errors_only: false, timestamps: false },
  },
  {
    intent: 'which errors did db log over the last 60 minutes',
    target: 'db',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 3600, errors_only: true, timestamps: false },
  },
  {
    intent: 'errors in the last hour',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 3600, errors_only: true, timestamps: false },
  },
  {
    intent: 'last 200 log lines until 10 minutes ago',
    target: 'api',
    expect: { kind: 'container.logs', tail: 200, until_seconds: 600, errors_only: false, timestamps: false },
  },
  {
    intent: 'I need the log lines that are between one and two hours old',
    target: 'cart',
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
    intent: "cart's logs from the last half an hour",
    target: 'cart',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 1800, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs from 120 minutes ago until 60 minutes ago',
    target: 'payments',
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
    intent: 'logs of web, 50 lines, since 2h, until 1h',
    target: 'web',
    expect: {
      kind: 'container.logs',
      tail: 50,
      since_seconds: 7200,
      until_seconds: 3600,
      errors_only: false,
      timestamps: false,
    },
  },
  {
    intent: '500 lines of logs from the last 15 minutes',
    target: 'api',
    expect: { kind: 'container.logs', tail: 500, since_seconds: 900, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs from the last hour and a half',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 5400, errors_only: false, timestamps: false },
  },
  {
    intent: 'up to 500 log lines of the past quarter of an hour',
    target: 'web',
    expect: { kind: 'container.logs', tail: 500, since_seconds: 900, errors_only: false, timestamps: false },
  },
  {
    intent: 'error logs of the past hour',
    target: 'web',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 3600, errors_only: true, timestamps: false },
  },
  {
    intent: 'logs, past 30s',
    target: 'web',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 30, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs from the last hour',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 3600, errors_only: false, timestamps: false },
  },
  {
    intent: 'logs of the last 20 minutes',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 1200, errors_only: false, timestamps: false },
  },
  {
    intent: 'what did it log between 30m and 10m ago',
    target: 'worker',
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
    intent: 'what did web log between two hours and one hour ago?',
    target: 'web',
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
    intent: 'show the web logs from half an hour ago up to ten minutes ago',
    target: 'web',
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
    intent: 'the 200 lines logged before 10 minutes ago',
    target: 'db',
    expect: { kind: 'container.logs', tail: 200, until_seconds: 600, errors_only: false, timestamps: false },
  },
  {
    intent: 'last 20 minutes',
    target: 'api',
    expect: [
      { kind: 'container.logs', tail: 5000, since_seconds: 1200, errors_only: false, timestamps: false },
      { refused: true },
    ],
  },
  {
    intent: 'docker logs --tail 5000 --since 1h --until 20m -t db',
    target: 'db',
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
    intent: 'logs between 30 and 10 minutes ago',
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
    intent: 'last ten minutes of logs with timestamps',
    target: 'api',
    expect: { kind: 'container.logs', tail: 5000, since_seconds: 600, errors_only: false, timestamps: true },
  },
  {
    intent: "show me checkout's logs since 2h until 1h",
    target: 'checkout',
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
    intent: '50 log lines from between 2h and 1h ago',
    target: 'api',
    expect: {
      kind: 'container.logs',
      tail: 50,
      since_seconds: 7200,
      until_seconds: 3600,
      errors_only: false,
      timestamps: false,
    },
  },
  {
    intent: 'logs from three hours ago till two hours ago',
    target: 'api',
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
    intent: 'logs of web that are older than 5 minutes',
    target: 'web',
    expect: { kind: 'container.logs', tail: 5000, until_seconds: 300, errors_only: false, timestamps: false },
  },
  {
    intent: 'swarm service logs from the last hour',
    target: 'shop_web',
    expect: { kind: 'service.logs', tail: 5000, since_seconds: 3600, errors_only: false, timestamps: false },
  },
  {
    intent: 'errors in the service logs over the last 2 hours',
    target: 'shop_api',
    expect: [
      { kind: 'service.logs', tail: 5000, since_seconds: 7200, errors_only: true, timestamps: false },
      { kind: 'container.logs', tail: 5000, since_seconds: 7200, errors_only: true, timestamps: false },
    ],
  },
  {
    intent: "the service's logs from the past twenty minutes",
    target: 'shop_web',
    expect: [
      { kind: 'service.logs', tail: 5000, since_seconds: 1200, errors_only: false, timestamps: false },
      { kind: 'container.logs', tail: 5000, since_seconds: 1200, errors_only: false, timestamps: false },
    ],
  },
]
