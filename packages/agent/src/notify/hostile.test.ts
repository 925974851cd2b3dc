import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { alert, diagnosed, drive, fresh, start } from '../../test/incidents.ts'
import { mailbox } from '../../test/smtp.ts'
import { mailChannel, subjectOf } from './mail.ts'
import { messageOf, type Message } from './message.ts'
import { slackBody } from './slack.ts'

const corpus = new URL('../../../../../shared/data/hostile-text.jsonl', import.meta.url)
const given = existsSync(corpus)
  ? readFileSync(corpus, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => z.object({ text: z.string() }).parse(JSON.parse(line)).text)
  : []
const own = [
  '<!channel> <!here> <!everyone> <@U123> <#C123> <!subteam^S1>',
  '@channel @here @everyone',
  '<https://evil.example|click here>',
  '[click](https://evil.example) ![](https://evil.example/a.png) <img src=x onerror=alert(1)>',
  'db\r\nBcc: everybody@evil.example\r\n\r\nnew body',
  'db\nX-Evil: 1',
  '=?utf-8?q?=0ABcc:=20x@evil.example?=',
  '.\r\nMAIL FROM:<x@evil.example>',
  '\u202egnp.exe \u2028\u2029 \u0000 \ud800',
  '`*_~> # heading',
  '&lt;!channel&gt;',
]

/** A message in which strangers wrote whatever strangers can write. */
function messageWith(text: string): Message {
  const { incident, log } = drive(fresh(), [
    {
      type: 'opened',
      target: null,
      name: text,
      history: { incidents: 0, changes_last_hour: 0, ineffective_changes: 0 },
    },
    { type: 'alert_received', alert: { ...alert, name: text, summary: text, severity: text } },
    {
      type: 'evidence_gathered',
      round: 1,
      evidence: [{ number: 'E1', source: 'logs', about: text, sentence: text, data: null, truncated: false }],
    },
    diagnosed({ action: 'escalate', reason: text, suggestion: text }),
  ])
  return messageOf(incident, `${incident.id}:escalated`, log, {
    ...{ repeat: 0, sent_at: start },
    group: [{ incident: incident.id, name: text, phase: 'waiting' }],
  })
}

const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

const forgesLine = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u
const lines = messageWith('harmless').text.split('\n').length

const anyText = fc.oneof(
  fc.constantFrom(...own, ...given),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.constantFrom('<', '>', '!', '@', 'channel', '|', '&', '\n', '\r', '*', 'https://evil.example', ' '))
    .map((parts) => parts.join('')),
)

test(`no text adds a line to the story or mentions anybody in Slack (${given.length || 'absent, none'} lines of the corpus read)`, () => {
  const holds = (text: string): void => {
    const message = messageWith(text)
    // A reason that the title has no room for has a line of its own.
    expect(message.text.split('\n').length).toBe(lines + (message.title.includes(message.reason) ? 0 : 1))
    expect(message.text.replaceAll('\n', '')).not.toMatch(forgesLine)
    const body = slackBody(message)
    for (const shown of textsIn(body)) {
      expect(shown).not.toMatch(/[<>]/)
      expect(shown).not.toMatch(/@(channel|here|everyone)/)
      expect(shown.replaceAll(/&(amp|lt|gt);/g, '')).not.toContain('&')
      expect(shown.length).toBeLessThanOrEqual(3_000)
    }
    expect(JSON.stringify(body)).not.toContain('"mrkdwn"}')
  }
  for (const text of [...own, ...given]) holds(text)
  fc.assert(fc.property(anyText, holds))
})

// A connection for each mail takes its time on a busy machine: no test sends many.
test.for([
  ['our own', own],
  ['the first of the corpus', given.slice(0, 20)],
  ['the next of the corpus', given.slice(20, 40)],
] as const)(
  'no text adds a header, a receiver or markup to a mail, as a real mail server sees it: %s',
  async ([, texts]) => {
    await using box = await mailbox()
    const channel = mailChannel({ smtpUrl: box.url, from: 'agent@ops.example', to: ['ada@ops.example'] })
    const told = async (text: string) => {
      const message = messageWith(text)
      expect(await channel.tell(message, new AbortController().signal)).toMatchObject({ delivered: true })
      return message
    }
    await told('harmless')
    const names = (head = '') => head.split('\r\n').flatMap((line) => /^([\w-]+):/.exec(line)?.[1] ?? [])
    for (const text of texts) {
      const message = await told(text)
      const mail = box.mails.at(-1)
      expect(names(box.heads.at(-1))).toEqual(names(box.heads[0]))
      expect([mail?.to, mail?.bcc, mail?.html, mail?.attachments]).toMatchObject([
        { text: 'ada@ops.example' },
        undefined,
        false,
        [],
      ])
      expect(mail?.subject).toBe(subjectOf(message.title))
      expect(mail?.text?.trimEnd()).toBe(message.text.trimEnd())
    }
  },
)
