import type { Fragments } from './pattern.ts'

/** Facts that people put beside a request. A denial stands here only where it tells a state, as `not responding` does. */
const nouns =
  '(memory|ram|cpu|cpus|disk|resources|connections|requests|traffic|load|errors|users|customers|jobs|work|threads)'
/** What it cannot reach; a name here is a part of the trouble and no object. */
const places =
  '(@other|database|databases|cache|queue|registry|network|internet|others|other services|upstream|anything|each other|dns|clients|users)'
const versions =
  '(the|our|this|that) [last|latest|new|newest|recent|most recent|current] (update|upgrade|deploy|deployment|release|version|build|image|rollout|change|config|configuration|one|spec)'

export const trouble: Fragments = {
  /** A state told by what is not; it denies no request. */
  refusal:
    '(not|no longer|never) (responding|working|healthy|answering|running|serving|reachable|up|ready|available|ok|starting|used|needed|in use|required|progressing|responsive|moving|doing anything) [any more|anymore|any longer]|(does not|do not|did not|can not) (respond|answer|work|start|progress|recover|react|listen|serve|come up) [to (anything|requests|signals|stop|a stop|#sig|users|us)] [any more|anymore|any longer|properly]',
  trouble:
    '(stopped (responding|working|answering)|hung|hangs|hanging|stuck|frozen|unresponsive|unhealthy|down|dead|broken|failing|failed|crashed|crashing|crashes|dying|wedged|deadlocked|stopped|exited|paused|suspended|offline|degraded|misbehaving|slow|flapping|out of memory|leaking memory|leaking|leaks memory|{refusal}|refusing connections|throwing errors|timing out|in a bad state|acting up|done|finished|ended|completed|complete|idle|unused|obsolete|old|redundant|superseded|useless|overloaded|under load|busy|flooded|too (slow|big|large|hungry|greedy|heavy|fat|noisy|busy|expensive|old|much)|ignores (#signal|signals|stop|everything|requests|a stop|the stop)|replaced|decommissioned|retired|starving|bad|faulty|buggy|unstable|wrong)',
  /** A statement of what is wrong, as people put it beside a request. */
  statement: `({target} [(is|looks|seems|appears|got|went|has|keeps|keeps on|appears to be|seems to be|looks to be|has been|is still|still|just|is now|is just|has just|is already|has already|was|was just)] (completely|totally|just|now|still|again|currently|all|very|really)* {trouble} [again|now|right now|completely] [and [is|has been] {trouble}]|{target} (has served|served) its purpose|{target} (has done|did) its (job|work|part)
    |[its|the|our|all] health checks (fail|failed|are failing|keep failing|keeps failing|is failing)|[its|the] (healthcheck|health check) (fails|failed|is failing|keeps failing)|there is a (memory leak|deadlock|hang)|[the|our|many|some] (users|customers|clients|people) (are complaining|complain|are affected|are waiting|are stuck|see errors|get errors|are seeing errors|are getting errors)
    |(we|i) (no longer|do not) (need|use|want) {target} [any more|anymore|any longer|now]|(nobody|no one) (needs|uses|wants) {target} [any more|anymore|any longer|now]|(we|i) (are|am) (done|finished) with {target}
    |{target} (can not|does not|is not able to|is unable to|could not|fails to) (reach|see|find|talk to|connect to|resolve|access) [the|its|our|any] ${places}
    |{target} (needs to|has to|must|wants to) (reach|see|talk to|access) [the|its|our] ${places}
    |${versions} (is|was|looks|seems|keeps) [completely|totally] ({trouble}|a mistake|a disaster)|${versions} (broke|breaks|crashed|killed|ruined) ({target}|things|everything|it all|production|prod|us)|${versions} (has|have|had|causes|caused|introduced|brought|came with) [a|an|some] (bug|bugs|regression|regressions|problem|problems|errors|issue|issues)
    |{target} (is|keeps|was) [using|eating|hogging|burning|consuming|leaking|taking|wasting] [up] (too much|too many|all|all the|all our|a lot of|lots of|so much) ${nouns}|{target} (eats|uses|hogs|burns|consumes|takes) [up] (too much|too many|all|all the|all our|a lot of|lots of|so much|more|less) ${nouns}|{target} (runs|ran|is running|keeps running|is|was) (out of|low on|short of|short on) ${nouns}
    |[the] (traffic|load|demand) (is|was|got|has been) (high|low|higher|lower|up|down|growing|rising|falling|increasing|heavy|light)|(we|i) (have|see|get|expect) (more|less|high|low|a lot of|lots of|heavy|too much) ${nouns})`,
  cause:
    '(because|because of|since|as|cause|cos|cuz|due to|given that|given|for) (@wrong|[a|the] (memory leak|hang|deadlock|high memory|high memory usage|outage|failing health checks|failed health checks|high load|load|high traffic|traffic))',
  purpose:
    'to (fix|clear|resolve|recover|recover from) ({target}|this|that|the (issue|problem|hang|memory leak|deadlock|outage|error))|to recover|to free [up] memory|so [that] {target} recovers',
}
