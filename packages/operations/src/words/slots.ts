import { refuse, type Refusal } from '@devops-ai/contract'
import { mostLines } from '../most-lines.ts'

/** What a request for logs says beside that it wants logs. `rest` is the text without those words. */
export interface Slots {
  readonly ok: true
  readonly rest: string
  readonly lines: number | null
  readonly seconds: number | null
  readonly timestamps: boolean
}

const unitSeconds: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
  ['w', 604_800],
])
const unit = '(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?)'
const lead = '(?: (?:from|in|for|over|within|during|since|of|to|covering))?(?: the| these)?'
const recent = '(?:last|past|previous|latest|recent|prior|most recent)'
const spans = [
  new RegExp(`${lead} ${recent}(?: (\\d+(?:\\.\\d+)?|an?))? ?${unit}(?= |$)`),
  new RegExp(`${lead} (\\d+(?:\\.\\d+)?|an?) ?${unit}(?: ${recent}| ago| of)(?= |$)`),
  new RegExp(` since (\\d+(?:\\.\\d+)?|an?) ?${unit}(?= |$)`),
]
const object =
  '(?: [a-z@]+){0,3}? (?:lines?|entries|entry|messages?|rows|records|logs?|errors?|exceptions?|output)(?= |$)'
const order = '(?:last|latest|recent|most recent|past|final|newest|previous)'
const counts = [
  / (?:--tail|tail -n|tail|-n|limit|limited to|limit to|up to|at most|max|maximum)(?: the)?(?: last| of| to)? (\d+)(?= |$)/,
  new RegExp(`(?: ${order})? (\\d+)(?: ${order})?(?=${object})`),
  new RegExp(` ${order} (\\d+)(?= of|$| please)`),
]
const times = / (?:(?:and|with|including|show|add|plus) )?(?:the )?(?:timestamps?|time stamps?)(?= |$)/
const noTimes = / (?:without|no|omit|hide)(?: the)? (?:timestamps?|time stamps?)(?= |$)/

/** Takes counts, durations and timestamps out of the text of an intent. Numbers out of range are refusals. */
export function slots(text: string): Slots | Refusal {
  let rest = text
    .replaceAll(/ (?:half an|half a|half) hour(?= |$)/g, ' 30 minutes')
    .replaceAll(/ 1 and a half hours?(?= |$)/g, ' 90 minutes')
  const take = (patterns: readonly RegExp[]): RegExpExecArray | null => {
    const found = patterns.map((pattern) => pattern.exec(rest)).find((match) => match !== null)
    if (found) rest = rest.replace(found[0], '')
    return found ?? null
  }
  const withoutTimes = take([noTimes]) !== null
  const timestamps = take([times]) !== null && !withoutTimes
  const span = take(spans)
  const seconds = span ? secondsOf(span[1], span[2] ?? 's') : null
  const count = take(counts)
  const lines = count ? Number(count[1]) : null
  if (lines !== null && (lines < 1 || lines > mostLines))
    return refuse('invalid_request', `expected 1 to ${mostLines} log lines, got ${lines}`)
  if (seconds !== null && (seconds < 1 || seconds > 366 * 86_400))
    return refuse('invalid_request', `expected a time of at most a year, got ${seconds} seconds`)
  return { ok: true, rest, lines, seconds, timestamps }
}

/** `last hour` is one hour, `10m` ten minutes; parts of a second are dropped. */
function secondsOf(amount: string | undefined, unitWord: string): number {
  const factor = unitSeconds.get(unitWord.slice(0, 1)) ?? 1
  const number = amount === undefined || amount.startsWith('a') ? 1 : Number(amount)
  return Math.floor(number * factor)
}
