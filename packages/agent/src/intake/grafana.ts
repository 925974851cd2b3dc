import { fieldOf, isObject, textIn, textsIn, type Texts } from './fields.ts'

/**
 * The one alert of a body of Grafana's alerting before version 9, which has no list: a rule with a state. Its identity is the
 * rule, for the series that made it fire are not told when it is over. Null where it is no such body.
 */
export function oldGrafanaAlert(body: unknown): Readonly<Record<string, unknown>> | null {
  if (!isObject(body)) return null
  const rule = textIn(fieldOf(body, 'ruleName')) ?? textIn(fieldOf(body, 'title'))
  const state = textIn(fieldOf(body, 'state'))
  if (rule === null || state === null) return null
  const id = textIn(fieldOf(body, 'ruleId'))
  // What the button "test" of a notification channel sends.
  const isTest = rule === 'Test notification' && (id === null || id === '0' || id === '1')
  return {
    status: state,
    labels: {
      ...agreed(fieldOf(body, 'evalMatches')),
      ...textsIn(fieldOf(body, 'tags')),
      alertname: isTest ? 'TestAlert' : rule,
    },
    annotations: { summary: textIn(fieldOf(body, 'message')) ?? textIn(fieldOf(body, 'title')) },
    fingerprint: id === null ? undefined : `grafana-rule-${id}`,
    generatorURL: textIn(fieldOf(body, 'ruleUrl')),
  }
}

/** The tags that all the series have in common. */
function agreed(matches: unknown): Texts {
  const series = Array.isArray(matches) ? matches.filter(isObject).map((match) => textsIn(fieldOf(match, 'tags'))) : []
  const [first, ...others] = series
  return Object.fromEntries(
    Object.entries(first ?? {}).filter(([name, value]) => others.every((other) => other[name] === value)),
  )
}
