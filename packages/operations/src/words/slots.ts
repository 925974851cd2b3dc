import { refuse, type Refusal } from '@devops-ai/contract'
import { mostLines } from '../most-lines.ts'
import { isRefusal } from './said.ts'
import { windowIn } from './window.ts'

/** What a request to see something says beside what it wants to see. `rest` is the text without those words. */
export interface Slots {
  readonly ok: true
  readonly rest: string
  readonly lines: number | null
  readonly since: number | null
  readonly until: number | null
  readonly timestamps: boolean
}

const object =
  '(?: (?:[a-z]+|@[a-z]+)){0,3}? (?:lines?|entries|entry|messages?|rows|records|logs?|errors?|exceptions?|output)(?= |$)'
const order = '(?:last|latest|recent|most recent|past|final|newest|previous)'
/** `at most 512 MB` counts no lines. */
const ofOthers =
  '(?! ?(?:[kmg]i?b?|(?:kilo|mega|giga|mebi|gibi)bytes?|megs?|gigs?|v?cpus?|cores?|process(?:es)?|pids?|replicas?|copies|instances|tasks|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?)(?= |$))'
const counts = [
  new RegExp(
    ` (?:--tail|tail -n|tail|-n|n =|limit|limited to|limit to|up to|at most|max|maximum)(?: =)?(?: the)?(?: last| of| to)? -?(\\d+)(?= |$)${ofOthers}`,
  ),
  new RegExp(`(?: ${order})? (\\d+k?)(?: ${order})?(?=${object})`),
  new RegExp(` ${order} (\\d+k?)(?= of|$| please| from)`),
]
/** `the last log line` is one. */
const oneLine = new RegExp(` ${order} (?:(?:log|error) )?(?:line|entry|message)(?= |$)`)
const times =
  / (?:(?:and|with|including|include|show|add|plus|,) )*(?:(?:the|their|its) )?(?:timestamps?|time stamps?|time of (?:each|every) (?:line|entry|message)|when (?:each|every) (?:line|entry|message) was (?:logged|written)|times? (?:each|every) (?:line|entry|message) was (?:logged|written))(?= |$)| timestamped(?= |$)| with (?:the )?times?(?= |$)/
const noTimes = / (?:without|no|omit|hide)(?: the)? (?:timestamps?|time stamps?)(?= |$)/

const logThing = '(?:log |error )?(?:lines?|entry|entries|logs?|errors?|messages?|output|hour|minutes?)(?= |$)'
/** What a look at the newest lines does not answer. */
const notOfLogs = new RegExp(
  [
    ` (?:@other:)?(?:first|oldest|earliest|top|head)(?: \\d+)? ${logThing}`,
    ` (?:@\\w+:)?(?:beginning|start) of (?:the|its)(?: @\\S+)? ?(?:logs?|output)`,
    ` oldest first| every other ${logThing}| second(?: to)? last ${logThing}`,
    ` (?:@\\w+:)?(?:containing|mentioning|matching|grep|with the (?:word|words|text|string))(?= ).*`,
    ` (?:only|just)(?: the)? (?:stderr|stdout|warnings?|info|debug)(?= |$)| (?:stderr|stdout|warnings?)(?: logs?)? only(?= |$)`,
    ` (?<!(?:last|latest|recent|newest|past) )[45]\\d\\d (?:errors?|responses?|answers?)(?= |$)`,
  ].join('|'),
)
const aboutLogs = / (?:logs?|lines?|errors?|output|messages?|entries|entry|stderr|stdout|warnings?)(?= |$)/

/** Takes counts, durations and timestamps out of the text of an intent. Numbers out of range are refusals. */
export function slots(text: string): Slots | Refusal {
  const unanswered = aboutLogs.test(text) ? notOfLogs.exec(text)?.[0].trim().replaceAll(/@\w+:/g, '') : undefined
  if (unanswered !== undefined)
    return refuse(
      'intent_not_understood',
      `expected how many of the newest lines, a time, or errors alone, got "${unanswered}"`,
    )
  const window = windowIn(text)
  if (isRefusal(window)) return window
  let { rest } = window
  const take = (patterns: readonly RegExp[]): RegExpExecArray | null => {
    const found = patterns.map((pattern) => pattern.exec(rest)).find((match) => match !== null)
    if (found) rest = rest.replace(found[0], '')
    return found ?? null
  }
  const withoutTimes = take([noTimes]) !== null
  const timestamps = take([times]) !== null && !withoutTimes
  const lines = linesOf(take(counts)?.[1]) ?? (oneLine.test(rest) ? 1 : null)
  if (lines !== null && (lines < 1 || lines > mostLines))
    return refuse('invalid_request', `expected 1 to ${mostLines} log lines, got ${lines}`)
  return { ok: true, rest, lines, since: window.since, until: window.until, timestamps }
}

const linesOf = (count: string | undefined): number | null =>
  count === undefined ? null : count.endsWith('k') ? Number(count.slice(0, -1)) * 1000 : Number(count)
