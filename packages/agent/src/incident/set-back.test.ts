import { EngineName, RequestId } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { fresh, limits } from '../../test/incidents.ts'
import type { Incident } from './incident.ts'
import { step } from './step.ts'

const now = '2026-01-01T12:00:00.000Z'
const hour = 3_600_000
const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString()
const request_id = RequestId.parse('request-1')
const approval = (until: string) => ({ request_id, id: 'a1', until, granted: false })

test.for<readonly [sentence: string, before: Partial<Incident>, after: Partial<Incident>]>([
  ['it opened by the wrong clock', { openedAt: at(40) }, { openedAt: at(-20) }],
  ['it opened before that went wrong', { openedAt: at(-300) }, { openedAt: at(-300) }],
  ['what happened never lies ahead, however little is known', { openedAt: at(200) }, { openedAt: at(0) }],
  ['it was held', { heldUntil: at(59) }, { heldUntil: at(-1) }],
  [
    'it waits until then',
    { waiting: { for: 'db', until: at(61), gate: null } },
    { waiting: { for: 'db', until: at(1), gate: null } },
  ],
  [
    'it waits until somebody lets it go',
    { waiting: { for: 'the pause', until: null, gate: 'pause' } },
    { waiting: { for: 'the pause', until: null, gate: 'pause' } },
  ],
  [
    'a request has its deadline',
    { request: { id: request_id, body: '{}', deadline: at(70) } },
    { request: { id: request_id, body: '{}', deadline: at(10) } },
  ],
  [
    'containers ended together',
    { exit: { engine: EngineName.parse('local'), members: [], last: at(55) } },
    { exit: { engine: EngineName.parse('local'), members: [], last: at(-5) } },
  ],
  [
    'an approval of a gateway whose clock was as wrong',
    { approval: approval(at(90)), waiting: { for: 'approval a1', until: at(90), gate: null } },
    { approval: approval(at(30)), waiting: { for: 'approval a1', until: at(30), gate: null } },
  ],
  [
    'an approval of a gateway whose clock was right',
    { approval: approval(at(30)), waiting: { for: 'approval a1', until: at(30), gate: null } },
    { approval: approval(at(30)), waiting: { for: 'approval a1', until: at(30), gate: null } },
  ],
])('a clock that was an hour ahead: %s', ([, before, after]) => {
  const opened = { ...fresh(), phase: 'waiting' as const, ...before }
  const { incident, effects } = step(opened, { type: 'clock_set_back', milliseconds: hour }, { at: now, limits })
  expect(incident).toEqual({ ...opened, ...after })
  expect(effects).toEqual([])
})
