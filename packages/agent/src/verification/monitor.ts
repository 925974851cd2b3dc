import { z } from 'zod'
import type { PrometheusSettings } from './config.ts'
import type { Opinion } from './opinions.ts'

type Labels = Readonly<Record<string, string>>

/** An alert as it is asked about; `expression` is null where its sender did not tell it. */
export interface AskedAlert {
  readonly name: string
  readonly expression: string | null
  readonly labels: Labels
}

/** Where a condition is evaluated now. Does not throw. */
export interface Monitor {
  /** Does the condition of the alert hold now? Null where nobody knows its expression. */
  opinion(alert: AskedAlert, signal: AbortSignal): Promise<Opinion | null>
}

const Rules = z.object({
  status: z.literal('success'),
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            type: z.string(),
            name: z.string(),
            query: z.string(),
            labels: z.record(z.string(), z.string()).default({}),
          }),
        ),
      }),
    ),
  }),
})

const Vector = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()) })),
  }),
})

interface Rule {
  readonly query: string
  /** Labels that the rule itself sets: they hide those of the series. */
  readonly sets: readonly string[]
}

const answerMs = 5_000

/** A Prometheus at `url`: the rule that made the alert is found by its name, and its expression is asked anew. */
export function prometheus({
  url,
  authorization,
  fetch,
}: PrometheusSettings & { readonly fetch: typeof globalThis.fetch }): Monitor {
  const ask = async <S extends z.ZodType>(path: string, query: Labels, schema: S, signal: AbortSignal) => {
    const address = new URL(`${url.replace(/\/$/, '')}${path}`)
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
    const response = await fetch(address, {
      redirect: 'error',
      headers: authorization === null ? {} : { authorization },
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
    })
    if (response.status === 401 || response.status === 403)
      throw new Error(`it answered ${response.status}, so it wants another token or password than it was given`)
    const parsed = schema.safeParse(await response.json())
    if (!parsed.success) throw new Error(`it answered ${response.status}, expected what its documentation says`)
    return parsed.data
  }

  const rulesOf = async ({ name, expression }: AskedAlert, signal: AbortSignal): Promise<readonly Rule[]> => {
    const { data } = await ask('/api/v1/rules', { type: 'alert', 'rule_name[]': name }, Rules, signal)
    const named = data.groups
      .flatMap(({ rules }) => rules)
      .filter((rule) => rule.type === 'alerting' && rule.name === name)
      .map(({ query, labels }) => ({ query, sets: Object.keys(labels) }))
    if (expression === null) return named
    const own = named.filter(({ query }) => query === expression)
    return own.length > 0 ? own : [{ query: expression, sets: [] }]
  }

  const holds = async ({ query, sets }: Rule, { labels }: AskedAlert, signal: AbortSignal): Promise<boolean> => {
    const { data } = await ask('/api/v1/query', { query, timeout: `${answerMs}ms` }, Vector, signal)
    return data.result.some(({ metric }) => isOf(metric, labels, sets))
  }

  return {
    async opinion(alert, signal) {
      try {
        const rules = await rulesOf(alert, signal)
        if (rules.length === 0) return null
        const firing = await Promise.all(rules.map((rule) => holds(rule, alert, signal)))
        return firing.includes(true)
          ? { says: 'goes on', sentence: `${alert.name} still fires by its own expression` }
          : { says: 'over', sentence: `${alert.name} fires no more` }
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        return {
          says: 'unknown',
          sentence: `whether ${alert.name} still fires is not known, Prometheus does not answer: ${why}`,
        }
      }
    },
  }
}

/**
 * Is a series the one that the alert is about? An alert carries the labels of its series, those excepted that its rule
 * sets. A series without labels is the only one of its expression.
 */
export function isOf(metric: Labels, alert: Labels, sets: readonly string[]): boolean {
  const own = Object.entries(metric).filter(([name]) => name !== '__name__' && !sets.includes(name))
  const shared = own.filter(([name]) => Object.hasOwn(alert, name))
  return (own.length === 0 || shared.length > 0) && shared.every(([name, value]) => alert[name] === value)
}
