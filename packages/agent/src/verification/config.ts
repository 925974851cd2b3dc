import { httpUrlOrNone } from '@devops-ai/contract'
import { z } from 'zod'

/** Where the expressions of alerts are asked anew, and what proves who asks; null: nothing is asked for. */
export interface PrometheusSettings {
  readonly url: string
  readonly authorization: string | null
}

const word = /^[\x21-\x7e]*$/
const token = z
  .string()
  .regex(word, 'expected a token without spaces, or an empty value for none')
  .meta({ secret: true })
const basicAuth = z
  .string()
  .regex(/^([^:\p{Cc}]+:\P{Cc}*)?$/u, 'expected user:password, or an empty value for none')
  .meta({ secret: true })

export const prometheusShape = {
  AGENT_PROMETHEUS_URL: httpUrlOrNone,
  AGENT_PROMETHEUS_TOKEN: token,
  AGENT_PROMETHEUS_BASIC_AUTH: basicAuth,
}

type Values = z.output<z.ZodObject<typeof prometheusShape>>

/** Settings that are each right and wrong together. */
export function prometheusProblems(values: Values): readonly string[] {
  const { AGENT_PROMETHEUS_URL: url, AGENT_PROMETHEUS_TOKEN: bearer, AGENT_PROMETHEUS_BASIC_AUTH: basic } = values
  const given = [
    ...(bearer === '' ? [] : ['AGENT_PROMETHEUS_TOKEN']),
    ...(basic === '' ? [] : ['AGENT_PROMETHEUS_BASIC_AUTH']),
  ]
  if (given.length > 1) return [`${given.join(' and ')} are both set: expected one of them, the other one empty`]
  return url === '' ? given.map((name) => `${name} is set and AGENT_PROMETHEUS_URL is empty: nobody is asked`) : []
}

export const prometheusOf = (values: Values): PrometheusSettings | null =>
  values.AGENT_PROMETHEUS_URL === ''
    ? null
    : { url: values.AGENT_PROMETHEUS_URL, authorization: authorizationOf(values) }

function authorizationOf({
  AGENT_PROMETHEUS_TOKEN: bearer,
  AGENT_PROMETHEUS_BASIC_AUTH: basic,
}: Values): string | null {
  if (bearer !== '') return `Bearer ${bearer}`
  return basic === '' ? null : `Basic ${Buffer.from(basic).toString('base64')}`
}
