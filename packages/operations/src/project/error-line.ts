/** A level that a line states about itself, as people write them and as machines do. */
const badLevel = [
  /\b(?:ERROR|ERR|FATAL|CRITICAL|CRIT|PANIC|SEVERE|EMERG|EMERGENCY|ALERT)\b/,
  /\[(?:error|err|fatal|crit|critical|alert|emerg|panic)\]/i,
  /\b(?:level|severity|lvl)"?\s*[=:]\s*"?(?:error|err|fatal|panic|critical|dpanic|alert|emergency|50|60)\b/i,
  /^[EF]\d{4} \d\d:/,
]
const goodLevel = [
  /(?:^|[\s[|"=:<])(?:INFO|DEBUG|TRACE|NOTICE|VERBOSE)(?:[\s\]|:">]|$)/,
  /\b(?:level|severity|lvl)"?\s*[=:]\s*"?(?:info|debug|trace|notice|10|20|30)\b/i,
  /^[ID]\d{4} \d\d:/,
]

/** Words of trouble in a line without a level. */
const trouble = [
  /(?<![\w/-])errors?\b(?![-_ ]?(?:page|handl|rate|log|report))/i,
  /\b(?:exception|traceback|panic|panicked|segfault|segmentation (?:fault|violation)|core dumped|stack ?trace|unhandled|uncaught|deadlock)\b/i,
  /\b(?:out of memory|oom|oomkilled|killed process|heap limit|cannot allocate|no space left|too many open files|read-only file system|too low|exhausted|exceeded)\b/i,
  /\b(?:address already in use|permission denied|operation not permitted|access denied|denied|unauthorized|no such (?:file|host|device|process|table|container)|not found)\b/i,
  /\b(?:could not|couldn't|can't|cannot|unable to|failed|failure|failing|fails|refused|rejected|invalid|not compatible|incompatible|corrupt(?:ed|ion)?|abort(?:ed|ing)|crash(?:ed|ing)?|died)\b/i,
  /\b(?:unreachable|unavailable|no route to host|timed out|time-?out(?! (?:set|is|=|policy|\d))|deadline exceeded|connection reset|broken pipe|reset by peer)\b/i,
  /\bSIG(?:SEGV|ABRT|BUS|ILL|FPE|KILL)\b|\bterminated by signal\b|\bsignal (?:6|9|11)\b/,
  /[a-z](?:Error|Exception|Failure)\b|\bE(?:ADDRINUSE|ACCES|PERM|NOENT|MFILE|NFILE|NOSPC|NOMEM|CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|AI_AGAIN|HOSTUNREACH)\b/,
  /" 5\d\d /,
]

/** What sounds like an error and says that there is none. */
const none = [
  /\b(?:errors?|failures?|failed|err|exception)["']?\s*[=:]\s*(?:0|null|nil|none|false|""|''|\[\])(?=[\s,;}\]]|$)/gi,
  /\b(?:no|0|zero|without(?: any)?) (?:errors?|failures?|exceptions?|problems?)\b/gi,
  /\b0 (?:failed|failing)\b/gi,
]

/** Lines are judged by their beginning: what is wrong stands there. */
const mostCharacters = 4_000

/** Does this log line look like an error? What it states about itself counts first, then its words. */
export function looksLikeError(text: string): boolean {
  const told = none.reduce((rest, pattern) => rest.replaceAll(pattern, ' '), text.slice(0, mostCharacters))
  const some = (patterns: readonly RegExp[]): boolean => patterns.some((pattern) => pattern.test(told))
  return some(badLevel) || (!some(goodLevel) && some(trouble))
}
