import { createTransport } from 'nodemailer'
import { oneLine } from '../intake/text.ts'
import { sentenceOf } from '../ports.ts'
import { deadlineMs, type Channel } from './channel.ts'
import type { Message } from './message.ts'

export interface MailSettings {
  /** `smtp://` (TLS where the server offers it) or `smtps://`, with user and password where it wants them. */
  readonly smtpUrl: string
  readonly from: string
  readonly to: readonly string[]
}

/**
 * The headers that put the mails of an incident into one thread. The first of a thread is what all others refer to; a mail
 * that is told again is a mail of its own, for two of one Message-ID would be shown as one.
 */
export function threadHeaders({ message_id, thread, repeat }: Message, from: string) {
  const domain = /@([^\s@<>]+)>?$/.exec(from)?.[1] ?? 'localhost'
  const named = (id: string): string => `<${id.replaceAll(':', '.')}@${domain}>`
  const first = named(`${thread}:escalated`)
  const own = named(repeat === 0 ? message_id : `${message_id}:repeat:${repeat}`)
  return { messageId: own, ...(own !== first && { inReplyTo: first, references: first }) }
}

/** One line, of which nothing is read as an encoded word: that could hold a line feed. */
export const subjectOf = (title: string): string => oneLine(title, 200).replaceAll('=?', '= ?')

/** One mail of plain text. It has no markup, so nothing in it is a link or a picture; its subject is one line. */
export const mailChannel = ({ smtpUrl, from, to }: MailSettings): Channel => ({
  name: 'mail',
  async tell(message, signal) {
    const transport = createTransport({
      url: smtpUrl,
      connectionTimeout: deadlineMs,
      greetingTimeout: deadlineMs,
      socketTimeout: deadlineMs,
      dnsTimeout: deadlineMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    const close = (): void => transport.close()
    signal.addEventListener('abort', close, { once: true })
    try {
      const { accepted, rejected } = await transport.sendMail({
        from,
        to: [...to],
        subject: subjectOf(message.title),
        text: message.text,
        headers: { 'X-DevOps-AI-Message': oneLine(message.message_id, 200), 'Auto-Submitted': 'auto-generated' },
        ...threadHeaders(message, from),
      })
      const not = rejected.length === 0 ? '' : `, refused for ${rejected.join(', ')}`
      return { delivered: true, detail: `the mail server took it for ${accepted.join(', ')}${not}` }
    } catch (error) {
      return { delivered: false, detail: `the mail server did not take it: ${sentenceOf(error)}` }
    } finally {
      signal.removeEventListener('abort', close)
      transport.close()
    }
  },
})
