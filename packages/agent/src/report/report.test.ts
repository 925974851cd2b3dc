import { ExecuteAnswer, type IncidentEvent, type LoggedEvent, RequestId } from '@devops-ai/contract'
import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { expect, test } from 'vitest'
import { anyEvent, change, diagnosed, id, opened, received, start } from '../../test/incidents.ts'
import { reportOf } from './report.ts'

const logged = (events: readonly IncidentEvent[]): LoggedEvent[] =>
  events.map((event, index) => ({
    sequence: index + 1,
    at: new Date(Date.parse(start) + index * 1_000).toISOString(),
    event,
  }))

const request_id = RequestId.parse('request-1')
const answer = ExecuteAnswer.parse({
  request_id,
  timestamp_processed_utc: start,
  overall_status: 'success',
  execution_details: {
    command: 'docker restart shop-db-1',
    operation: { kind: 'container.restart' },
    sentence: 'Restart the container shop-db-1.',
    targets: [],
    execution_result: { status: 'SUCCESS', exit_code: 0, stdout: '', stderr: '', data: {}, truncated: false },
    effects: null,
    undo: null,
  },
  decision: { verdict: 'allow', policies: ['autonomy-auto'] },
  execution_time_ms: 1,
  journal: { sequence: 42, hash: 'b'.repeat(64) },
})
const story: readonly IncidentEvent[] = [
  opened,
  received,
  { type: 'investigation_started', round: 1, reason: 'an alert' },
  {
    type: 'evidence_gathered',
    round: 1,
    evidence: [
      { number: 'E1', source: 'status', about: 'db', sentence: 'db is unhealthy', data: null, truncated: false },
    ],
  },
  diagnosed({ ...change, expected_operations: [...change.expected_operations] }),
  { type: 'operation_requested', request_id, body: '{}', deadline: start },
  { type: 'operation_answered', request_id, result: { outcome: 'succeeded', answer } },
  { type: 'verified', verdict: 'no_effect', sentence: 'db is still unhealthy', evidence: [] },
  { type: 'escalated', reason: 'the budget is spent', suggestion: 'restart the service' },
  { type: 'notified', channel: 'mail', message_id: `${id}:escalated`, delivered: true, detail: 'for ada@ops.example' },
  { type: 'acknowledged', by: 'ada', reason: 'mine' },
]

const headings = [
  `Incident ${id}`,
  ...['Summary', 'Timeline', 'Evidence', 'Diagnosis', 'Decisions and operations', 'Verification', 'Cost'],
  ...['Who was told', 'What people did', 'What to do next'],
]

interface Node {
  readonly type: string
  readonly value?: string
  readonly children?: readonly Node[]
}
const nodesOf = (node: Node): readonly Node[] => [node, ...(node.children ?? []).flatMap(nodesOf)]
const textOf = (node: Node): string => node.value ?? (node.children ?? []).map(textOf).join('')

test('the post-mortem tells what happened, on what evidence, by which policy, where it is on record and what is next', () => {
  expect(reportOf(id, logged(story))).toMatchInlineSnapshot(`
    "# Incident 00000000-0000-4000-8000-000000000001

    ## Summary

    - **Incident:** \`00000000-0000-4000-8000-000000000001\`
    - **Target:** not known
    - **Alert:** ContainerUnhealthy, db is unhealthy (critical)
    - **Opened:** 2026-01-01T00:00:00.000Z
    - **Ended:** not yet
    - **Outcome:** waits for a person: the budget is spent
    - **Operations answered by the gateway:** 1

    ## Timeline

    - **2026-01-01 00:00:00.000:** opened on “db”, which is not known
    - **2026-01-01 00:00:01.000:** alert ContainerUnhealthy (critical) from watch: db is unhealthy
    - **2026-01-01 00:00:02.000:** look 1: an alert
    - **2026-01-01 00:00:03.000:** evidence E1
    - **2026-01-01 00:00:04.000:** diagnosis process hung; plan: ask “restart the service”, since it hangs
    - **2026-01-01 00:00:05.000:** asked the gateway, request \`request-1\`
    - **2026-01-01 00:00:06.000:** the gateway answered succeeded
    - **2026-01-01 00:00:07.000:** verification: no effect, db is still unhealthy
    - **2026-01-01 00:00:08.000:** a person is needed: the budget is spent
    - **2026-01-01 00:00:09.000:** told by mail
    - **2026-01-01 00:00:10.000:** ada has it in hand: mine

    ## Evidence

    - **E1:** db is unhealthy (status of db)

    ## Diagnosis

    - **process hung:** the process hangs (cites E2; by rules)

    ## Decisions and operations

    - **Request \`request-1\`:** succeeded
      - **Operation:** \`docker restart shop-db-1\`
      - **Decision:** allow by autonomy-auto
      - **Result:** SUCCESS, exit code 0
      - **Effects:** none known
      - **Undo:** none
      - **Journal:** entry 42, \`bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\`

    ## Verification

    - **no effect:** db is still unhealthy

    ## Cost

    - **Language models:** no model was asked

    ## Who was told

    - **mail:** delivered (00000000-0000-4000-8000-000000000001:escalated), for ada\\@ops.example

    ## What people did

    - **acknowledged:** ada, mine

    ## What to do next

    - **Now:** a person decides: the budget is spent
    - **Suggested:** restart the service
    - **Then:** \`devops-ai acknowledge 00000000-0000-4000-8000-000000000001\`, \`devops-ai retry 00000000-0000-4000-8000-000000000001\` or \`devops-ai close 00000000-0000-4000-8000-000000000001\`

    "
  `)
})

test('an incident that is over says so and asks for nothing but its cause', () => {
  const report = reportOf(id, logged([...story, { type: 'resolved', sentence: 'db is healthy' }]))
  expect(report).toContain('- **Ended:** 2026-01-01T00:00:11.000Z, after 11.0 s')
  expect(report).toContain('- **Afterwards:** find out why it came to this (process hung)')
})

const evil = fc.oneof(
  fc.constantFrom(
    '\n# forged',
    '\r\n## Verification\r\n\r\nfixed',
    'x\n===',
    'x\n---',
    '\n\n- **Ended:** never',
    '<h1>forged</h1>',
    '[here](https://evil.example)',
    '![x](https://evil.example/x.png)',
    '`` ` ```',
    '</p><script>alert(1)</script>',
    '**bold** _it_ ~~gone~~',
    '\\',
    '\\`',
    '&#35; forged',
    'https://evil.example www.evil.example a@evil.example',
    '| a | b |\n|---|---|',
    '\u2028# forged\u2029',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...Array.from('`\\*_[]()<>#!|~&\n -=+.1')), maxLength: 30 }),
)

/** The event with `text` put behind some of its own texts; those that something is parsed from stay. */
function poisoned(event: IncidentEvent, text: string): IncidentEvent {
  const kept = new Set([
    'type',
    'outcome',
    'cause',
    'action',
    'verdict',
    'until',
    'deadline',
    'starts_at',
    'request_id',
    'number',
  ])
  return JSON.parse(JSON.stringify(event), (key, value: unknown) =>
    typeof value === 'string' && !kept.has(key) && !/^\d+$/.test(key) ? `${value}${text}` : value,
  ) as IncidentEvent
}

test('any log renders, and nothing in it forges a heading, a link, a picture, HTML or an item of a list', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyEvent, fc.constantFrom(...story)), { maxLength: 20 }), evil, (events, text) => {
      const harmless = fromMarkdown(reportOf(id, logged(events)))
      const report = fromMarkdown(reportOf(id, logged(events.map((event) => poisoned(event, text)))))
      const nodes = nodesOf(report)
      expect(nodes.filter(({ type }) => type === 'heading').map(textOf)).toEqual(headings)
      const types = new Set(nodes.map(({ type }) => type))
      for (const type of [
        'link',
        'image',
        'html',
        'blockquote',
        'code',
        'thematicBreak',
        'definition',
        'emphasis',
        'break',
      ])
        expect([type, types.has(type)]).toEqual([type, false])
      const items = (tree: Node) => nodesOf(tree).filter(({ type }) => type === 'listItem').length
      expect(items(report)).toBe(items(harmless))
    }),
  )
})
