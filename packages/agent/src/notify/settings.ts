import type { Channel } from './channel.ts'
import { mailChannel, type MailSettings } from './mail.ts'
import { slackChannel } from './slack.ts'
import { webhookChannel } from './webhook.ts'

/** Whom the agent tells, and how often. A channel that is null is off; with none the log alone tells. */
export interface TellingSettings {
  readonly webhook: { readonly url: string; readonly secret: string } | null
  readonly slack: { readonly url: string } | null
  readonly mail: MailSettings | null
  /** Until somebody acknowledges it is told again after so many seconds, then after twice as many, up to the longest. */
  readonly firstRepeatSeconds: number
  readonly longestRepeatSeconds: number
}

export const channelsOf = ({ webhook, slack, mail }: TellingSettings, now: () => Date): readonly Channel[] => [
  ...(webhook ? [webhookChannel(webhook, now)] : []),
  ...(slack ? [slackChannel(slack)] : []),
  ...(mail ? [mailChannel(mail)] : []),
]
