import { httpUrlOrNone, nameList, wholeSeconds } from '@devops-ai/contract'
import { z } from 'zod'
import type { TellingSettings } from './settings.ts'

const smtpUrlOrNone = z
  .string()
  .regex(/^(smtps?:\/\/\S+)?$/, 'expected smtp://… or smtps://…, or an empty value for none')

/** The settings of the channels. Whoever knows the address of a webhook can write there: it is kept like a secret. */
export const tellingShape = {
  AGENT_ESCALATION_URL: httpUrlOrNone.meta({ secret: true }),
  AGENT_ESCALATION_SECRET: z.string().meta({ secret: true }),
  AGENT_SLACK_WEBHOOK_URL: httpUrlOrNone.meta({ secret: true }),
  AGENT_SMTP_URL: smtpUrlOrNone.meta({ secret: true }),
  AGENT_MAIL_FROM: z.string(),
  AGENT_MAIL_TO: nameList,
  AGENT_REPEAT_FIRST_SECONDS: wholeSeconds,
  AGENT_REPEAT_LONGEST_SECONDS: wholeSeconds,
}

type Values = z.output<z.ZodObject<typeof tellingShape>>

const address = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/

/** Settings that are each right and wrong together. */
export function tellingProblems(values: Values): readonly string[] {
  const problems: string[] = []
  if (values.AGENT_ESCALATION_URL !== '' && values.AGENT_ESCALATION_SECRET.trim() === '')
    problems.push('AGENT_ESCALATION_SECRET is empty, expected the secret that the webhook is signed with')
  const { AGENT_MAIL_FROM: from, AGENT_MAIL_TO: to, AGENT_REPEAT_FIRST_SECONDS: first } = values
  if (values.AGENT_SMTP_URL !== '') {
    if (!address.test(from)) problems.push(`AGENT_MAIL_FROM: expected one mail address, got ${JSON.stringify(from)}`)
    if (to.length === 0 || !to.every((one) => address.test(one)))
      problems.push(`AGENT_MAIL_TO: expected mail addresses separated by commas, got ${JSON.stringify(to.join(','))}`)
  }
  if (values.AGENT_REPEAT_LONGEST_SECONDS < first)
    problems.push(
      `AGENT_REPEAT_LONGEST_SECONDS: expected at least AGENT_REPEAT_FIRST_SECONDS, which is ${first}, got ${values.AGENT_REPEAT_LONGEST_SECONDS}`,
    )
  return problems
}

export const tellingOf = (values: Values): TellingSettings => ({
  webhook:
    values.AGENT_ESCALATION_URL === ''
      ? null
      : { url: values.AGENT_ESCALATION_URL, secret: values.AGENT_ESCALATION_SECRET },
  slack: values.AGENT_SLACK_WEBHOOK_URL === '' ? null : { url: values.AGENT_SLACK_WEBHOOK_URL },
  mail:
    values.AGENT_SMTP_URL === ''
      ? null
      : { smtpUrl: values.AGENT_SMTP_URL, from: values.AGENT_MAIL_FROM, to: values.AGENT_MAIL_TO },
  firstRepeatSeconds: values.AGENT_REPEAT_FIRST_SECONDS,
  longestRepeatSeconds: values.AGENT_REPEAT_LONGEST_SECONDS,
})
