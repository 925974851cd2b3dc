import type { Fragments } from './pattern.ts'

/** Facts that people put beside a request. A denial stands here only where it tells a state, as `not responding` does. */
const any = (...forms: readonly string[]): string => `(${forms.join('|')})`

const nouns =
  '(memory|ram|cpu|cpus|disk|resources|connections|requests|traffic|load|errors|users|customers|jobs|work|threads)'
/** What it cannot reach; a name here is a part of the trouble and no object. */
const places =
  '(@other|database|databases|cache|queue|registry|network|internet|others|other services|upstream|anything|each other|dns|clients|users)'
/** Whom it does harm. */
const others =
  '[the|our|its|all|all the] (@other|database|databases|cache|queue|disk|network|host|node|server|cluster|log|logs|cpu|memory|users|customers|clients|everything)'
const rollout = '(update|upgrade|deploy|deployment|release|rollout|change)'
const versions = `(the|our|this|that|a) [last|latest|new|newest|recent|most recent|current] (${rollout}|version|build|image|config|configuration|one|spec)`
const people = '[the|our|many|some] (users|customers|clients|people)'

/** Since when, and how often. */
const lasting = any(
  '(since|for) (#unit|#span|# (seconds|minutes|minute|mins|min|hours|hour|hrs|h|days|weeks)|an hour|a day|a while|hours|days|weeks|months|ages)',
  'since (this (morning|afternoon|evening|noon)|yesterday|last night|last week|midnight|noon)',
  'since (monday|tuesday|wednesday|thursday|friday|saturday|sunday)',
  `(since [the|our] [last|latest] (${rollout}|restart|reboot)|after the [last|latest] ${rollout})`,
  'all (day|night|morning)|overnight|in a loop|over and over|too often',
  '# times [today]|every few (minutes|seconds|hours)',
)
const still = `[again|now] [${lasting}]`

/** What goes up and down, but for what a request may set. */
const load = '(traffic|load|demand|lag|latency|error rate|response time|response times)'
const ofOthers = '(queue|backlog|disk|heap)'
const figure = '(#|#percent|#size|#unit)'

const measured = (what: string): readonly string[] => [
  `[the|its|our] ${what} (is|are|was|has been|keeps) (growing|rising|full|filling up|too high|very high|critical|piling up|exploding) ${still}`,
  `[the|its|our] ${what} (is|was) [now|already] ((over|above) ${figure}|[at|under|below] #percent)`,
  `[the|its|our] ${what} (has|have|had) [been] (dropped|risen|doubled|tripled|fallen|increased|grown|gone up|gone down|decreased) [by] [#percent|#] [${lasting}]`,
]

const being = any(
  '(is|has been|was) [still|just|now|already]|looks|seems|appears|got|went|has|has just|has already|still|just|keeps|keeps on',
  '(appears|seems|looks) to be',
)
const amount = '(too much|too many|all|all the|all our|a lot of|lots of|so much)'

const statements: readonly string[] = [
  `{target} [${being}] (completely|totally|just|now|still|again|currently|all|very|really)* {trouble} [again|now|right now|completely] [${lasting}] [and [is|has been] {trouble}]`,
  `{target} [is|has been|was|keeps|keeps on] (returning|returns|throwing|throws|serving|serves|giving|gives|logging|logs|reporting|reports|producing) [only|many|lots of|a lot of|too many|http] (#code|errors|exceptions|timeouts) ${still}`,
  '{target} keeps (restarting|crashing|dying|failing|hanging)|{target} refuses to (stop|end|exit|die|respond)',
  `{target} (keeps getting|got|gets|was|is being) (oom killed|oomkilled|killed by the oom killer) ${still}`,
  `{target} (has lost|lost|keeps losing) [its|the] (connection|connections|network|lock|leader|session|sessions|config|lease) [to ${others}]`,
  `{target} (can not|does not|is not able to|is unable to|could not|fails to) (reach|see|find|talk to|connect to|resolve|access) [the|its|our|any] ${places}`,
  `{target} (is|keeps|was) [using|eating|hogging|burning|consuming|leaking|taking|wasting] [up] ${amount} ${nouns}`,
  `{target} (eats|uses|hogs|burns|consumes|takes) [up] (${amount}|more|less) ${nouns}`,
  `{target} (runs|ran|is running|keeps running|is|was) (out of|low on|short of|short on) ${nouns}`,
  '[its|the|our|all] health checks (fail|failed|are failing|keep failing|keeps failing|is failing)',
  '[its|the] (healthcheck|health check) (fails|failed|is failing|keeps failing)|there is a (memory leak|deadlock|hang)',
  ...measured(`(${load}|memory|memory usage|cpu|cpu usage|usage)`),
  `[the|its|our] ${load} [is|was|of|at] [now|already] [over|above|at|under|below] ${figure}`,
  '[the] (traffic|load|demand) (is|was|got|has been) (high|low|higher|lower|up|down|growing|rising|falling|increasing|heavy|light)',
  `(we|i) (have|see|get|expect) (more|less|high|low|a lot of|lots of|heavy|too much) ${nouns}`,
  `${people} (are complaining|complain|are affected|are waiting|are stuck|see errors|get errors|are seeing errors|are getting errors|are angry|are unhappy|are upset|are blocked)`,
]

/** What is said of something else than the target; `it` behind that may be either. */
const asides: readonly string[] = [
  ...measured(ofOthers),
  '[the|our] (disk|network|database) (is|was|has been) [now] (fixed|restored|repaired|back|replaced) [now|again]',
  `${versions} [of {target}] (is|was|looks|seems|keeps) [completely|totally] ({trouble}|a mistake|a disaster)`,
  `${versions} (broke|breaks|crashed|killed|ruined) ({target}|things|everything|it all|production|prod|us)`,
  `${versions} (returns|throws|serves|gives) [only] (#code|errors|exceptions)`,
  `${versions} (has|have|had|causes|caused|introduced|brought|came with) [a|an|some] (bug|bugs|regression|regressions|problem|problems|errors|issue|issues)`,
]

/** Why it is not wanted any more. */
const unneeded: readonly string[] = [
  `{target} [${being}] (now|still|just|all|completely|totally)* (unused|obsolete|redundant|superseded|useless|decommissioned|retired|(not|no longer|never) (used|needed|in use|required)) [any more|anymore|any longer|now]`,
  '{target} (has served|served) its purpose|{target} (has done|did) its (job|work|part)',
  '(we|i) (no longer|do not) (need|use|want) {target} [any more|anymore|any longer|now]|(we|i) (are|am) (done|finished) with {target}',
  '(nobody|no one) (needs|uses|wants) {target} [any more|anymore|any longer|now]',
]

export const trouble: Fragments = {
  /** A state told by what is not; it denies no request. */
  refusal: any(
    '(not|no longer|never) (responding|working|healthy|answering|running|serving|reachable|up|ready|available|ok|starting|progressing|responsive|moving|doing anything) [any more|anymore|any longer]',
    '(does not|do not|did not|can not) (respond|answer|work|start|progress|recover|react|listen|serve|come up) [to (anything|requests|signals|stop|a stop|#sig|users|us)] [any more|anymore|any longer|properly]',
  ),
  trouble: any(
    '[stuck] in a (crash|restart|reboot) loop|stopped (responding|working|answering)|hung|hangs|hanging|stuck|frozen|unresponsive|unhealthy|down|dead|broken|failing|failed',
    'crashed|crashing|crashes|dying|wedged|deadlocked|stopped|exited|paused|suspended|offline|degraded|misbehaving|slow|flapping',
    'out of (memory|disk)|leaking memory|leaking|leaks memory|oom killed|oomkilled|restarting (in a loop|over and over|too often)|crash looping|crashlooping',
    'in a bad state|acting up|hitting [its|the|a] [memory|rate|cpu] (limit|limits)',
    '{refusal}|refusing connections|throwing errors|timing out|flooding|spamming|double charging',
    'done|finished|ended|completed|complete|idle|old|replaced',
    'overloaded|under load|busy|flooded|starving|bad|faulty|buggy|unstable|wrong',
    'too (slow|big|large|hungry|greedy|heavy|fat|noisy|busy|expensive|old|much)',
    'ignores (#signal|signals|stop|everything|requests|a stop|the stop)',
  ),
  /** A statement of what is wrong, as people put it beside a request. */
  statement: any(...statements),
  aside: any(...asides),
  stated: '(@wrong|@aside|@unneeded|@harm|@access|@over)',
  cause:
    '(because|because of|since|as|cause|cos|cuz|due to|given that|given|for) ({stated}|[a|the] (memory leak|hang|deadlock|high memory|high memory usage|outage|failing health checks|failed health checks|high load|load|high traffic|traffic))',
  unneeded: any(...unneeded),
  /** It does harm to others. */
  harm: `{target} [is|has been|was|keeps] (eating|hammering|hammers|overloading|overloads|flooding|floods|filling|fills|blocking|blocks|spamming|spams|slowing|hogging|hogs|breaking|breaks) [up|down] ${others} ${still}`,
  access: `{target} (needs to|has to|must|wants to) (reach|see|talk to|access) [the|its|our] ${places}`,
  over: '[the|our] (problem|issue|outage|incident|config|configuration|bug|leak) (is|was|has been) [now] (fixed|resolved|solved|restored|repaired|back|replaced|over) [now|again]',
  recovery:
    'to (fix|clear|resolve|recover|recover from) ({target}|this|that|the (issue|problem|hang|memory leak|deadlock|outage|error))|to recover|so [that] {target} recovers',
  reread:
    'to (reload|reread|pick up|apply|load|read) [its|the] [new|changed|latest] (config|configuration|cert|certs|certificate|certificates|settings|secrets)|so [that] {target} (picks up|reads|rereads|reloads|loads|uses|gets) [its|the] [new|changed|latest|current] (config|configuration|cert|certs|certificate|certificates|settings|secrets|environment|values)',
  relief: 'to free [up] (memory|cpu|ram|resources)',
  meanwhile:
    'while (we|i) (look|investigate|debug|check|fix|repair) [into|at] [it|@it|this|the (disk|network|problem|issue|logs|database)]|while (we|i) take a backup',
  purpose: '(@recovery|@reread|@relief|@meanwhile)',
}
