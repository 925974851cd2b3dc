import type { Channel } from './channel.ts'
import type { Message } from './message.ts'
import { post } from './post.ts'

/** Of Slack: characters of a header, of a section, and blocks of a message. */
const mostOfHeader = 150
const mostOfSection = 3_000
const mostSections = 45

/**
 * Text that Slack shows as it is. Its control sequences (`<!channel>`, `<@U1>`, `<http://…|…>`) all need an angle bracket; a
 * bare `@here` is broken, too, for workspaces that turn such words into mentions.
 */
export const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('@', '@\u200b')

/** Lines put together as long as they fit; a line is never cut within an entity since none is nearly as long. */
function sections(lines: readonly string[]): readonly string[] {
  const parts: string[] = []
  for (const line of lines) {
    const last = parts.at(-1)
    if (last !== undefined && last.length + 1 + line.length <= mostOfSection)
      parts[parts.length - 1] = `${last}\n${line}`
    else parts.push(line)
  }
  return parts.slice(0, mostSections)
}

/** Cut before it is escaped, so that no entity is. */
function headerOf(title: string): string {
  let header = ''
  for (const character of title) {
    const next = slackText(character)
    if (header.length + next.length > mostOfHeader) break
    header += next
  }
  return header
}

/** Only plain text, so that nothing in it is markup. */
const plain = (text: string) => ({ type: 'plain_text', text, emoji: false }) as const

export function slackBody({ title, text, thread }: Message): object {
  const lines = text
    .split('\n')
    .slice(1)
    .flatMap((line) => line.match(/.{1,500}/gu) ?? [])
    .map(slackText)
  return {
    text: slackText(title),
    mrkdwn: false,
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: plain(headerOf(title)) },
      ...sections(lines).map((part) => ({ type: 'section', text: plain(part) })),
      { type: 'context', elements: [plain(`incident ${thread}`)] },
    ],
  }
}

export const slackChannel = ({ url }: { readonly url: string }): Channel => ({
  name: 'slack',
  tell: (message, signal) => post('Slack', url, { body: JSON.stringify(slackBody(message)), headers: {}, signal }),
})
