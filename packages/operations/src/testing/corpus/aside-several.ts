import type { Row } from './row.ts'

/** Wordings that can fairly be read in several ways. */
export const asideSeveral: readonly Row[] = [
  {
    intent: 'continue api',
    target: 'api',
    expect: [{ kind: 'container.unpause' }, { kind: 'container.start' }, { refused: true }],
  },
  {
    intent: 'who restarted api',
    target: 'api',
    expect: [{ kind: 'container.inspect' }, { kind: 'container.health' }, { refused: true }],
  },
  {
    intent: 'redeploy shop_web',
    target: 'shop_web',
    expect: [{ kind: 'container.restart' }, { kind: 'service.force-update' }, { refused: true }],
  },
  { intent: 'live resource usage of api', target: 'api', expect: [{ kind: 'container.stats' }, { refused: true }] },
  { intent: 'what runs in this stack', target: 'shop', expect: [{ kind: 'stack.services' }, { kind: 'stack.ps' }] },
  {
    intent: 'why did api restart',
    target: 'api',
    expect: [
      { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
      { refused: true },
      { kind: 'container.health' },
      { kind: 'container.inspect' },
      { kind: 'container.logs', tail: 100, errors_only: true, timestamps: false },
    ],
  },
  {
    intent: 'do you think api needs more memory',
    target: 'api',
    expect: [{ kind: 'container.stats' }, { refused: true }],
  },
  {
    intent: 'refresh the service',
    target: 'shop_web',
    expect: [{ kind: 'container.restart' }, { kind: 'service.force-update' }, { refused: true }],
  },
  {
    intent: 'how many replicas should it have',
    target: 'shop_web',
    expect: [{ kind: 'service.inspect' }, { kind: 'service.list' }, { refused: true }],
  },
  {
    intent: 'make nginx reload its configuration',
    target: 'nginx',
    expect: [{ kind: 'container.restart' }, { kind: 'container.kill', signal: 'HUP' }, { refused: true }],
  },
  { intent: 'clean up old-api', target: 'old-api', expect: [{ kind: 'container.remove' }, { refused: true }] },
  {
    intent: 'why did it crash',
    target: 'api',
    expect: [
      { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
      { refused: true },
      { kind: 'container.health' },
      { kind: 'container.inspect' },
      { kind: 'container.logs', tail: 100, errors_only: true, timestamps: false },
    ],
  },
  {
    intent: "don't restart it, just show me the logs",
    target: 'api',
    expect: [{ kind: 'container.logs', tail: 100, errors_only: false, timestamps: false }, { refused: true }],
  },
  { intent: "watch api's memory", target: 'api', expect: [{ kind: 'container.stats' }, { refused: true }] },
  { intent: 'remove the service', target: 'old-api', expect: [{ kind: 'container.remove' }, { refused: true }] },
]
