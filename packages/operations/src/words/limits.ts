import { refuse } from '@devops-ai/contract'
import { source } from './pattern.ts'
import type { Fill } from './said.ts'
import { bytesOf } from './values.ts'

const target = '(@it|@thing|@service|@swarm)'
const of = `[(of|for|on|in) ${target}]`
const the = `[the|a|an|its|${target}] [hard|maximum|max|overall|total]`
const from = '[from (#size|#policy|#decimal [cpu|cpus|core|cores])]'
const to = `[up|down|back] ${from} [to|at|of|=|,|as|with] [only|just|at most|no more than|max|maximum|a maximum of|a limit of]`
const shouldBe =
  '(should|must|has to|needs to|ought to) be [(set|raised|lowered|limited|capped|increased|decreased|reduced|changed|bumped) (to|at)|at] [only|just|at most]'
const most = '[a|an] [up to|at most|no more than|only|just|max|maximum|maximum of|limit of|cap of|total of]'
const word = '(limit|cap|ceiling|quota|allocation|maximum)'

const core = '(cpu|cpus|core|cores|vcpu|vcpus|processor|processors) [core|cores]'
const retries = '[max|maximum] (retries|retry|attempts|attempt|restarts|times|tries)'
const tries = `[[,] [(with|and|using)] [a|an|at most|up to] [maximum|max|limit] [of] # ${retries}]`
const policy = `(#policy|on failure|unless stopped) ${tries}`

/** How one limit is said with its value. */
interface Wording {
  /** With a word for limit: it needs no verb. */
  readonly cap: string
  readonly plain: string
  /** With `should be`. */
  readonly required: string
  /** Without a value: the limit is taken away. */
  readonly lifted?: string
}

function limit(noun: string, value: string, loose: string): Wording {
  const capped = `${the} (${noun} ${word}|${word} (of|on|for) ${noun}|[amount of] ${noun} [that] ${target} (can|may|is allowed to) (use|have)) ${of}`
  const plain = `${the} ${noun} ${of}`
  return {
    cap: `${capped} ${to} ${value}|[a|an|the] ${word} of ${value} (on|for) ${the} ${noun}|${plain} = ${value}`,
    plain: `${plain} ${to} ${value}|${loose}`,
    required: `(${capped}|${plain}) ${shouldBe} ${value}`,
  }
}

/** The limits of a container and its restart policy as people say them. */
const limits = {
  memory: limit(
    '(memory|ram|mem) [usage|use|consumption|footprint]',
    '#size',
    `${most} #size [of] (memory|ram|mem) [${word}]`,
  ),
  cpus: limit(
    '(cpu|cpus|cores|processor|processors|vcpu|vcpus|number of (cpus|cores)) [usage|use|consumption|time]',
    `#decimal [${core}]`,
    `${most} (#decimal ${core} [${word}]|(a|an|one) ${core})`,
  ),
  pids: {
    ...limit(
      '(pid|pids|process|processes|number of (pids|processes)|process count)',
      '(#|-1|unlimited|infinite)',
      `${most} # (pids|processes|process ids)|unlimited (pids|processes)`,
    ),
    lifted: `(remove|lift|drop|clear|disable) ${the} (pid|pids|process|processes) ${word} ${of}`,
  },
  policy: {
    cap: `${the} restart policy ${of} ${from} [to|as|of|=|,] [be] ${policy}|[the|a|an] (#keeps|on failure|unless stopped) [as] [the|a|its] restart policy ${tries}`,
    plain: `restart (to|=) #policy`,
    required: `${the} restart policy ${of} ${shouldBe} ${policy}`,
    lifted: `(turn off|switch off|disable) [the] (automatic|auto) (restart|restarts|restarting) ${of}|(turn|switch) (automatic|auto) (restart|restarts) ${of} off`,
  },
} satisfies Record<string, Wording>

const every: readonly Wording[] = Object.values(limits)

/** All wordings of limits, for the vocabulary. */
export const limitWordings: readonly string[] = every.flatMap(({ cap, plain, required, lifted = '' }) => [
  cap,
  plain,
  required,
  lifted,
])

const all = (patterns: readonly string[]): RegExp => new RegExp(`(?:${source(patterns.join('|'), {})})(?= |$)`, 'g')

const forms = [
  { to: ' @lifted', pattern: all(every.flatMap(({ lifted }) => lifted ?? [])) },
  { to: ' @required', pattern: all(every.map(({ required }) => required)) },
  { to: ' @cap', pattern: all(every.map(({ cap }) => cap)) },
  { to: ' @limit', pattern: all(every.map(({ plain }) => plain)) },
]
/** What each of them has, which spares the expressions above from most texts. */
const mayLimit =
  / (?:memory|ram|mem|(?:cpu|core|vcpu|processor|pid)s?|process(?:es)?|auto|automatic)(?= |$)| restart (?:policy|=|to)(?= |$)/

/**
 * The text with each limit and its value in one word: `@lifted` where it is taken away, `@required` after
 * `should be`, `@cap` with a word for limit, else `@limit`.
 */
export const withLimits = (text: string): string =>
  mayLimit.test(text) ? forms.reduce((rest, form) => rest.replaceAll(form.pattern, form.to), text) : text

const finders = {
  memory: all(Object.values(limits.memory)),
  cpus: all(Object.values(limits.cpus)),
  pids: all(Object.values(limits.pids)),
  policy: all(Object.values(limits.policy)),
  /** Without a noun a size is memory: `limit it to 512 MB`. */
  size: all(['#size']),
}
/** `from 512m`: what it was. */
const sizeBefore = new RegExp(`${source('from #size', {})}(?= |$)`, 'g')
const size = new RegExp(`${source('#size', {})}(?= |$)`, 'g')

/** `increase the memory 512m` may mean by as much or up to it. */
const relative =
  / (?:increase|increasing|decrease|raise|raising|lower|lowering|reduce|reducing|cut|bump|drop|boost|grow|shrink|lift|switch|bring)(?= )| (?:up|down)(?= \d)/
const absolute =
  / (?:to|at|=)(?: (?:only|just|at|most|no|more|than|max|maximum|an?|of|limit))*(?= (?:-?\d|one|cpu|core|processor|unlimited|infinite))/

/** `change the memory limit of 512m` says what it was. */
const oldValue = / (?:chang|updat|adjust|modify|reconfigur)[a-z]*(?:(?: [a-z@]+){0,5} of(?: a)?)? \d/

/** A restart policy is set: whoever brings something up means a start. */
const raisedPolicy =
  / (?:increas|decreas|rais|lower|reduc|cut|bump|drop|boost|grow|shrink|lift|bring|limit|cap|restrict|throttl|constrain)\S*(?: (?:up|down|back|the|its|a))* restart(?= )/

/** Only `on-failure` takes a count of retries, and takes one. */
const countTooMany = / (?:on-failure:\d+|unless-stopped|unless stopped|always|none|never|no|off)(?: \S+){0,6} \d+ /

/** The fields of a container's limits. Two values for one of them are a refusal. */
export const limitsIn: Fill = ({ text }) => {
  if ((relative.test(text) || (oldValue.test(text) && !/ with(?= )/.test(text))) && !absolute.test(text))
    return refuse('intent_not_understood', 'expected a limit to be set to a value, e.g. "raise the memory to 1 GB"')
  if (raisedPolicy.test(text))
    return refuse(
      'intent_not_understood',
      'expected a restart policy to be set, e.g. "set the restart policy to always"',
    )
  const found = (limit: keyof typeof finders): string[] => text.match(finders[limit]) ?? []
  const memory = found('memory').length > 0 ? found('memory') : found('size')
  const [cpus, pids, policies] = [found('cpus'), found('pids'), found('policy')]
  const sizes = text.replaceAll(sizeBefore, '').match(finders.size) ?? []
  if ([memory, sizes, cpus, pids, policies].some(({ length }) => length > 1))
    return refuse('invalid_request', 'expected one value for each limit, got several for the same')
  if (countTooMany.test(`${policies[0] ?? ''} `))
    return refuse('invalid_request', 'expected retries with on-failure alone, e.g. "on-failure with 3 retries"')
  return {
    ...(memory[0] !== undefined && { memory_bytes: bytesOf(memory[0].match(size)?.at(-1) ?? '') }),
    ...(cpus[0] !== undefined && { cpus: numberIn(cpus[0]) }),
    ...(pids[0] !== undefined && {
      pids_limit: / (?:un|inf|-1|remove|lift|drop|clear|disable)/.test(pids[0]) ? -1 : numberIn(pids[0]),
    }),
    ...(policies[0] !== undefined && { restart_policy: policyIn(policies[0]) }),
  }
}

/** The last number, since one may be left behind; `a cpu` is one. */
const numberIn = (text: string): number => Number(text.match(/(?<= )\d+(?:\.\d+)?(?= |$)/g)?.at(-1) ?? 1)

const policyName = / (on-failure|on failure|unless-stopped|unless stopped|always|none|never|no|off)(?::(\d+))?(?= |$)/g

function policyIn(text: string): string {
  const [, name = 'no', inName] = [...text.matchAll(policyName)].at(-1) ?? []
  if (/^no?n?e?$|never|off/.test(name)) return 'no'
  if (!name.startsWith('on')) return name.replace(' ', '-')
  const count = inName ?? / (\d+)(?= |$)/.exec(text)?.[1]
  return count === undefined ? 'on-failure' : `on-failure:${count}`
}
