import type { Row } from './row.ts'

/** Wordings that can fairly be read in several ways. */
export const seenSeveral: readonly Row[] = [
  {
    intent: 'did the rollback work',
    target: 'shop_web',
    expect: [{ kind: 'service.inspect' }, { kind: 'service.ps' }, { refused: true }],
  },
  {
    intent: 'terminate api',
    target: 'api',
    expect: [
      { kind: 'container.stop' },
      { kind: 'container.kill', signal: 'TERM' },
      { kind: 'container.kill', signal: 'KILL' },
      { refused: true },
    ],
  },
  { intent: "what's in the shop stack", target: 'shop', expect: [{ kind: 'stack.services' }, { kind: 'stack.ps' }] },
  { intent: 'which volumes does api use', target: 'api', expect: [{ kind: 'container.inspect' }, { refused: true }] },
  {
    intent: 'which image version is api on',
    target: 'api',
    expect: [{ kind: 'container.inspect' }, { refused: true }],
  },
  { intent: 'get rid of it', target: 'old-api', expect: [{ kind: 'container.remove' }, { refused: true }] },
  {
    intent: 'recreate the tasks',
    target: 'shop_web',
    expect: [{ kind: 'container.restart' }, { kind: 'service.force-update' }, { refused: true }],
  },
  { intent: 'what networks is api on', target: 'api', expect: [{ kind: 'container.inspect' }, { refused: true }] },
  {
    intent: 'what happened to api in the last hour',
    target: 'api',
    expect: [
      { kind: 'container.logs', tail: 5000, since_seconds: 3600, errors_only: false, timestamps: false },
      { refused: true },
      { kind: 'system.events', since_seconds: 3600, until_seconds: 0 },
    ],
  },
  {
    intent: 'reload nginx',
    target: 'nginx',
    expect: [{ kind: 'container.restart' }, { kind: 'container.kill', signal: 'HUP' }, { refused: true }],
  },
  {
    intent: 'wake api up',
    target: 'api',
    expect: [{ kind: 'container.unpause' }, { kind: 'container.start' }, { refused: true }],
  },
  { intent: 'undo the last deploy', target: 'shop_web', expect: [{ kind: 'service.rollback' }, { refused: true }] },
  { intent: 'revert', target: 'shop_web', expect: [{ kind: 'service.rollback' }, { refused: true }] },
  {
    intent: 'has api been restarted by someone today',
    target: 'api',
    expect: [{ kind: 'container.inspect' }, { kind: 'container.health' }, { refused: true }],
  },
  {
    intent: "what's wrong with api",
    target: 'api',
    expect: [
      { kind: 'container.logs', tail: 100, errors_only: false, timestamps: false },
      { refused: true },
      { kind: 'container.health' },
      { kind: 'container.logs', tail: 100, errors_only: true, timestamps: false },
    ],
  },
  {
    intent: 'go back to the previous version',
    target: 'shop_web',
    expect: [{ kind: 'service.rollback' }, { refused: true }],
  },
]
