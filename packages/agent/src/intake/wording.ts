type Texts = Readonly<Record<string, string>>

/** Where senders say how bad it is, most usual first. */
const severityLabels = [
  ...['severity', 'alert_severity', 'sev', 'priority', 'alertLevel', 'level', 'criticality', 'urgency', 'importance'],
]

/** What they say, in our three words. Anything else is kept as the sender wrote it. */
const severities: readonly (readonly [word: string, said: RegExp])[] = [
  [
    'critical',
    /^(critical|crit|page|pager|emergency|emerg|fatal|disaster|exception|error|err|high|urgent|severe|blocker|outage|p[01]|s(ev)?-?[01]|1)$/i,
  ],
  ['warning', /^(warning|warn|average|medium|moderate|minor|major|p2|s(ev)?-?2|2)$/i],
  ['info', /^(info|information|informational|notice|none|low|debug|trivial|not classified|p[345]|s(ev)?-?[345]|3)$/i],
]

/** Brackets, stars and pictures that some put around the word. */
const around = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu

/** Where senders put the sentence for people, most telling first. */
const summaryAnnotations = ['summary', 'title', 'message', 'description', 'alertInfo', 'text', 'info']

/** Labels and annotations are data of others: only keys that are their own count, in any case. */
const valueOf = (texts: Texts, keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const found = Object.entries(texts).find(([name, value]) => same(name, key) && value.trim() !== '')
    if (found) return found[1]
  }
  return undefined
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** `critical`, `warning`, `info`, the sender's own word, or `unknown` when it says none. */
export function severityOf(labels: Texts, annotations: Texts): string {
  const said = (valueOf(labels, severityLabels) ?? valueOf(annotations, severityLabels))?.replace(around, '')
  if (said === undefined || said === '') return 'unknown'
  return severities.find(([, pattern]) => pattern.test(said))?.[0] ?? said
}

export const summaryOf = (annotations: Texts, labels: Texts): string =>
  valueOf(annotations, summaryAnnotations) ?? valueOf(labels, summaryAnnotations) ?? ''

export const nameOf = (labels: Texts): string => valueOf(labels, ['alertname', 'alert', 'rulename']) ?? 'unnamed alert'
